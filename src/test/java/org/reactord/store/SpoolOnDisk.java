package org.reactord.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.rule.Done;

/** A spool directory with real files. */
final class SpoolOnDisk {
    private final Path directory;
    private boolean jammed;

    SpoolOnDisk(Path parent) {
        directory = parent.resolve("spool");
    }

    BytePath path(String name) {
        return PathBytes.of(directory).resolve(BytePath.ofUtf8(name));
    }

    FileChange place(byte[] name, String content) {
        try {
            Files.createDirectories(directory);
            BytePath path = PathBytes.of(directory).resolve(name);
            Files.writeString(PathBytes.toPath(path), content);
            return Items.item(PathBytes.of(directory), path, stamp(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileStamp stamp(BytePath path) {
        if (FileStamps.look(path) instanceof Look.Found found) {
            return found.stamp();
        }
        throw new AssertionError(path + " is not there");
    }

    /** As in a line of a journal. */
    String fields(FileChange item) {
        FileStamp stamp = item.stamp().orElseThrow();
        return stamp.device() + ":" + stamp.inode() + " " + stamp.size() + " "
                + Instant.ofEpochSecond(0, stamp.modified());
    }

    Attempt attempt(FileChange item, Done done) {
        return Items.attempt("the rule", item, done, path(".failed"));
    }

    /** Nothing can be removed from it until {@link #unjam}; also root obeys this. */
    void jam() {
        sh("chattr +i \"$1\" 2>/dev/null || chmod 500 \"$1\"");
        jammed = true;
    }

    void unjam() {
        if (jammed) {
            sh("chattr -i \"$1\" 2>/dev/null; chmod 700 \"$1\"");
            jammed = false;
        }
    }

    private void sh(String line) {
        try {
            assertEquals(
                    0,
                    new ProcessBuilder("sh", "-c", line, "sh", directory.toString())
                            .start()
                            .waitFor());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
