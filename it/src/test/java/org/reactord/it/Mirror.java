package org.reactord.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactord.it.TreeHistory.Thing;

/**
 * What a command would have that copies what each run tells it to: of every path named, it takes what is there when the
 * run begins, or takes away what is there no more. If every change is told, that is the tree itself in the end.
 */
final class Mirror {
    private final Path told;
    private final TreeHistory history;
    private final boolean deep;
    private final Path root;
    private final TreeMap<String, Thing> files = new TreeMap<>();
    private final List<String> runs = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<Slow> slow;
    private String latest = "";

    /** A file that somebody is writing for a while. */
    static final class Slow {
        final String inode;
        final long opened;
        long closed = Long.MAX_VALUE;

        Slow(String inode, long opened) {
            this.inode = inode;
            this.opened = opened;
        }

        boolean isWrittenAt(long instant) {
            return opened < instant && instant < closed;
        }
    }

    /**
     * @param told where the runs of a rule are kept, named by the time at which they began
     * @param deep whether the rule is told of what is below directories of the root
     */
    Mirror(Path told, Path root, boolean deep, TreeHistory history, List<Slow> slow) {
        this.told = told;
        this.root = root;
        this.deep = deep;
        this.history = history;
        this.slow = slow;
    }

    /** Copies for the runs that have come since; what still differs from the tree, and what should not have been told. */
    String difference() {
        for (Path run : newRuns()) {
            copy(run);
            latest = run.getFileName().toString();
        }
        StringBuilder difference = new StringBuilder();
        SortedMap<String, Thing> there = history.latest();
        there.forEach((path, thing) -> {
            Thing copied = files.get(path);
            if (thing.directory() || !concerns(path) || isHalf(thing, TreeHistory.now())) {
                return;
            }
            if (copied == null) {
                difference.append(path).append(" was never told\n");
            } else if (!history.isSame(copied, thing)) {
                difference.append(path).append(" was not told after its last change\n");
            }
        });
        files.keySet().stream()
                .filter(path -> !there.containsKey(path) || there.get(path).directory())
                .forEach(path -> difference.append(path).append(" is gone, which was not told\n"));
        wrong.forEach(each -> difference.append(each).append('\n'));
        return difference.toString();
    }

    /** What the runs said, for a failure's story. */
    String story() {
        return String.join("\n", runs);
    }

    void forgetStory() {
        runs.clear();
    }

    private List<Path> newRuns() {
        try (Stream<Path> all = Files.list(told)) {
            return all.filter(run -> run.getFileName().toString().compareTo(latest) > 0)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean concerns(String path) {
        return deep || root.equals(Path.of(path).getParent());
    }

    private void copy(Path run) {
        long began = Long.parseLong(run.getFileName().toString());
        runs.add(began + " run, cause " + json(run).get("cause").getAsString());
        SortedMap<String, Thing> now = history.at(began);
        List<JsonObject> changes = new ArrayList<>();
        for (JsonElement change : json(run).getAsJsonArray("changes")) {
            changes.add(change.getAsJsonObject());
        }
        for (JsonObject change : changes) {
            String event = change.get("event").getAsString();
            String path = change.get("path").getAsString();
            String kind = change.get("kind").getAsString();
            String from = change.has("from") ? change.get("from").getAsString() : "";
            runs.add("    " + event + ' ' + path + (from.isEmpty() ? "" : " from " + from) + " (" + kind + ')');
            if (!from.isEmpty() && !isFile(now.get(from))) {
                takeAway(from, now);
            }
            check(event, path, began, now);
            copy(event, path, kind.equals("directory"), now);
        }
    }

    private static JsonObject json(Path run) {
        try {
            return JsonParser.parseString(Files.readString(run)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(String event, String path, boolean directory, SortedMap<String, Thing> now) {
        Thing thing = now.get(path);
        takeAway(path, now);
        if (event.equals("deleted") || thing == null) {
            return;
        }
        if (!thing.directory()) {
            take(path, thing);
        } else if (event.equals("moved") && directory) {
            below(now, path).forEach(this::take);
        }
    }

    /** Then it is there again, and has a place of its own in the list, or in the next. */
    private static boolean isFile(@Nullable Thing thing) {
        return thing != null && !thing.directory();
    }

    private void take(String path, Thing thing) {
        if (!thing.directory() && concerns(path)) {
            files.put(path, thing);
        }
    }

    /** Takes away what is there no more, or is another thing now; of a directory that is there again, only what is not. */
    private void takeAway(String path, SortedMap<String, Thing> now) {
        files.remove(path);
        Thing thing = now.get(path);
        boolean directory = thing != null && thing.directory();
        below(files, path).keySet().removeIf(each -> !directory || !isFile(now.get(each)));
    }

    private static SortedMap<String, Thing> below(SortedMap<String, Thing> things, String path) {
        return things.subMap(path + "/", path + "0");
    }

    private void check(String event, String path, long began, SortedMap<String, Thing> now) {
        if (event.equals("deleted")) {
            return; // what went from a directory that was renamed meanwhile is told below the new name, where it never
            // was
        }
        if (!history.everHad(path, began)) {
            wrong.add(event + ' ' + path + " was told at " + began + ", and there never was such a name");
        }
        Thing thing = now.get(path);
        if (thing != null && isHalf(thing, began)) {
            wrong.add(event + ' ' + path + " was told at " + began + ", while somebody was writing it");
        }
    }

    private boolean isHalf(Thing thing, long instant) {
        return slow.stream().anyMatch(each -> each.inode.equals(thing.inode()) && each.isWrittenAt(instant));
    }
}
