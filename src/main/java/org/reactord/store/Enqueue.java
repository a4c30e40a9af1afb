package org.reactord.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;

/**
 * Puts a file into a directory so that it is there whole or not at all, whatever dies meanwhile: written under a hidden
 * name, synced, given its name, and the directory synced. It never takes the place of a file that is there.
 *
 * <p>The name is given by link(2), which fails where there is one already; where a file system knows no links, by
 * rename(2), and then two who put the same name in the same instant can take each other's place.
 */
public final class Enqueue {
    /** How many bytes a name may have. */
    public static final int LONGEST_NAME = Names.LONGEST;

    private final Path directory;
    private final Path aside;
    private final Path target;

    /** What has come of it. */
    public sealed interface Result {}

    /** It is there, and outlives a loss of power. */
    public record Done() implements Result {}

    /** There is a file of that name, which was left as it is. */
    public record Taken() implements Result {}

    /**
     * There is nothing.
     *
     * @param reason why, as a clause
     */
    public record Refused(String reason) implements Result {}

    /**
     * The disk failed when all was done: somebody may have taken it already, and if not, it was taken away again.
     *
     * @param reason why, as a clause
     */
    public record Unsure(String reason) implements Result {}

    /**
     * Of one file.
     *
     * @param directory must be there
     * @param name of the file, without a slash
     * @param unique what makes the hidden name one that nobody else uses
     */
    public Enqueue(Path directory, BytePath name, String unique) {
        this.directory = directory;
        this.aside = resolve(Names.aside(name, unique));
        this.target = resolve(name);
    }

    /** Puts what the input has up to its end. */
    public Result put(InputStream input) {
        try {
            write(input);
            publish();
        } catch (FileAlreadyExistsException taken) {
            return new Taken();
        } catch (IOException failed) {
            return new Refused(Reasons.of(failed));
        } finally {
            discard();
        }
        try {
            Durable.directory(directory);
            return new Done();
        } catch (IOException failed) {
            return withdrawn() ? new Refused(Reasons.of(failed)) : new Unsure(Reasons.of(failed));
        }
    }

    private boolean withdrawn() {
        try {
            return Files.deleteIfExists(target);
        } catch (IOException stays) {
            return false;
        }
    }

    private Path resolve(BytePath name) {
        return PathBytes.toPath(PathBytes.of(directory).resolve(name));
    }

    private void write(InputStream input) throws IOException {
        try (OutputStream out = Files.newOutputStream(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            input.transferTo(out);
        }
        Durable.file(aside);
    }

    private void publish() throws IOException {
        try {
            Files.createLink(target, aside);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (IOException | UnsupportedOperationException noLinks) {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Takes away what is not complete; from any thread. */
    public void discard() {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException stays) {
            // A hidden file more, which no rule takes for an item; what was put is the thing that matters.
            return;
        }
    }
}
