package org.reactord.source.inotify;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roots and directories below them that are mounted, unmounted and mounted over. */
final class MountsTest {
    private static final List<String> NAMESPACES = List.of("unshare", "-Urm");
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path temporary;

    private Listening listen(String... trees) throws IOException {
        return Listening.start(NAMESPACES, LONG, LONG, trees);
    }

    @Test
    void aRootIsMountedAndUnmountedAgain() throws Exception {
        Path root = Files.createDirectory(temporary.toRealPath().resolve("root"));
        try (Listening listening = listen("flat:all:" + root)) {
            for (int i = 0; i < 3; i++) {
                listening.order("mount -t tmpfs none " + root + " && echo text > " + root + "/on" + i);
                listening.awaitTold("written", root.resolve("on" + i));
                listening.order("echo text > " + root + "/later" + i);
                listening.awaitTold("written", root.resolve("later" + i));
                listening.order("umount " + root);
                listening.order("echo text > " + root + "/below" + i);
                listening.awaitTold("written", root.resolve("below" + i));
            }
        }
    }

    @Test
    void aRootOnAMountIsWaitedFor() throws Exception {
        Path disk = Files.createDirectory(temporary.toRealPath().resolve("disk"));
        Path root = disk.resolve("spool");
        try (Listening listening = listen("flat:all:" + root)) {
            listening.awaitState("waiting", root + " does not exist");
            for (int i = 0; i < 2; i++) {
                listening.order("mount -t tmpfs none " + disk + " && mkdir " + root + " && echo > " + root + "/f" + i);
                listening.awaitTold("written", root.resolve("f" + i));
                listening.awaitState("watched", "");
                listening.order("umount " + disk);
                listening.awaitState("waiting", root + " does not exist");
            }
        }
    }

    @Test
    void aDirectoryBelowTheRootIsMountedOver() throws Exception {
        Path root = temporary.toRealPath();
        Path below = Files.createDirectories(root.resolve("a/b c"));
        try (Listening listening = listen("deep:nothing:" + root)) {
            listening.order(
                    "mount -t tmpfs none '" + below + "' && mkdir '" + below + "/d' && echo > '" + below + "/d/f'");
            listening.awaitTold("written", below.resolve("d/f"));
            listening.order("echo > '" + below + "/d/g'");
            listening.awaitTold("written", below.resolve("d/g"));
            listening.order("umount '" + below + "'");
            listening.order("echo > '" + below + "/under'");
            listening.awaitTold("written", below.resolve("under"));
            listening.forget();
            listening.order("mount -t tmpfs none '" + below + "' && echo > '" + below + "/again'");
            listening.awaitTold("written", below.resolve("again"));
        }
    }

    @Test
    void twoPathsToOneDirectoryBothTell() throws Exception {
        Path one = Files.createDirectory(temporary.toRealPath().resolve("one"));
        Path other = Files.createDirectory(temporary.toRealPath().resolve("other"));
        try (Listening listening = listen("flat:all:" + one, "flat:all:" + other)) {
            listening.order("mount --bind " + one + " " + other);
            listening.order("echo > " + one + "/f");
            listening.awaitTold("written", one.resolve("f"));
            listening.awaitTold("written", other.resolve("f"));
        }
    }

    @Test
    void whatOthersMayChangeIsPolledAndWhatCountsItsDirectoriesIsBelieved() {
        assertTrue(SharedFileSystems.has("nfs4"));
        assertTrue(SharedFileSystems.has("fuse.sshfs"));
        assertFalse(SharedFileSystems.has("fuseblk"));
        assertTrue(CountingFileSystems.has("ext4"));
        assertFalse(CountingFileSystems.has("btrfs"));
    }
}
