package org.reactord.source.inotify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that says nothing of what others do to it: FUSE, changed behind its back. */
final class SharedFileSystemTest {
    @TempDir
    Path temporary;

    @Test
    void itIsPolledAndSaysSo() throws Exception {
        assertTrue(Files.isExecutable(Path.of("/usr/bin/bindfs")), "needs: apt-get install bindfs");
        Path behind = Files.createDirectory(temporary.toRealPath().resolve("behind"));
        Files.createDirectory(behind.resolve("sub"));
        Path root = Files.createDirectory(temporary.toRealPath().resolve("root"));
        Listening.write(behind.resolve("old"), "text");
        String mount = "bindfs " + behind + " " + root + " && exec \"$@\"";
        List<String> namespaces = List.of("unshare", "-Urm", "/bin/sh", "-c", mount, "sh");
        try (Listening listening =
                Listening.start(namespaces, Duration.ofMillis(500), Duration.ofHours(1), "deep:all:" + root)) {
            listening.awaitState("polling", "fuse every 0s");
            listening.awaitTold("written", root.resolve("old"));
            Listening.write(behind.resolve("sub/new"), "text");
            listening.awaitTold("written", root.resolve("sub/new"));
            Listening.write(behind.resolve("sub/new"), "more text");
            listening.awaitCount(2, "written " + root.resolve("sub/new") + " ");
            Listening.write(Files.createDirectories(behind.resolve("x/y")).resolve("z"), "text");
            listening.awaitTold("written", root.resolve("x/y/z"));
            Files.delete(behind.resolve("old"));
            listening.awaitTold("deleted", root.resolve("old"));
            listening.order("echo text > " + root + "/local");
            listening.awaitTold("written", root.resolve("local"));
            for (String later : List.of("once", "twice")) {
                // Told by a comparison that has met the others again, too.
                Listening.write(behind.resolve(later), "text");
                listening.awaitTold("written", root.resolve(later));
            }
            for (String name : List.of("old", "x/y/z", "local")) {
                assertEquals(
                        1,
                        listening
                                .all(line -> line.startsWith("written " + root.resolve(name) + " "))
                                .size());
            }
            listening.order("fusermount -u " + root + " || umount " + root);
        }
    }

    /** No lease is granted there, so the close has to be believed, also by who has already begun to wait for quiet. */
    @Test
    void aCloseIsBelievedWhereNoLeaseIsGranted() throws Exception {
        assertTrue(Files.isExecutable(Path.of("/usr/bin/bindfs")), "needs: apt-get install bindfs");
        Path behind = Files.createDirectory(temporary.toRealPath().resolve("behind"));
        Path root = Files.createDirectory(temporary.toRealPath().resolve("root"));
        String mount = "bindfs " + behind + " " + root + " && exec \"$@\"";
        List<String> namespaces = List.of("unshare", "-Urm", "/bin/sh", "-c", mount, "sh");
        try (Listening listening =
                Listening.start(namespaces, Duration.ofHours(1), Duration.ofHours(1), "deep:all:" + root)) {
            listening.order("{ echo one; sleep 0.5; echo two; } >" + root + "/slow");
            long closed = System.nanoTime();
            listening.awaitTold("written", root.resolve("slow"));
            Duration waited = Duration.ofNanos(System.nanoTime() - closed);
            assertTrue(waited.compareTo(Pace.NORMAL.patience().dividedBy(2)) < 0, waited::toString);
            listening.order("fusermount -u " + root + " || umount " + root);
        }
    }
}
