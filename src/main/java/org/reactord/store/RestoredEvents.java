package org.reactord.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;

/** Puts the events of a dump back, each under its own name, unless it is there already. */
public final class RestoredEvents implements AutoCloseable {
    /** One that is not whole yet, under a name that no rule takes for an item. */
    private record Pending(Path directory, Path aside, Path target) {}

    private final Map<String, BytePath> directories;
    private final List<String> troubles = new ArrayList<>();
    private String current = "";
    private @Nullable Pending pending;
    private @Nullable OutputStream out;
    private int restored;
    private int known;

    /**
     * For these rules.
     *
     * @param directories of the rules that wait for events, by their names
     */
    public RestoredEvents(Map<String, BytePath> directories) {
        this.directories = new TreeMap<>(directories);
    }

    public int restored() {
        return restored;
    }

    public int known() {
        return known;
    }

    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** A piece of one. */
    public void add(String rule, String name, byte[] piece) throws IOException {
        String one = rule + "/" + name;
        if (!one.equals(current)) {
            finish();
            current = one;
            begin(rule, name);
        }
        if (out != null) {
            out.write(piece);
        }
    }

    private void begin(String rule, String name) throws IOException {
        BytePath directory = directories.get(rule);
        if (directory == null) {
            troubles.add("event " + name + ": no rule '" + rule + "' waits for events");
            return;
        }
        Path place = PathBytes.toPath(directory);
        if (Files.exists(place.resolve(name))) {
            known++;
            return;
        }
        Pending one = new Pending(place, place.resolve("." + name + ".restored"), place.resolve(name));
        pending = one;
        out = Files.newOutputStream(one.aside());
    }

    /** The last one is whole. */
    public void finish() throws IOException {
        OutputStream written = out;
        Pending one = pending;
        if (written != null && one != null) {
            written.close();
            Durable.file(one.aside());
            Files.move(one.aside(), one.target());
            Durable.directory(one.directory());
            restored++;
        }
        out = null;
        pending = null;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
        if (pending != null) {
            Files.deleteIfExists(pending.aside());
        }
    }
}
