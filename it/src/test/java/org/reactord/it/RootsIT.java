package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** A spool may come and go: it is waited for, status says so, and what lies in it when it is back is delivered once. */
@ExtendWith(SandboxExtension.class)
class RootsIT {
    private static final String OUTBOX = """
            outbox:
              spool: ~/disk/outbox
              run: [deliver]
            """;

    /** The spool, which is not there yet; the directory above it is. */
    private static Path outbox(Sandbox sandbox) {
        sandbox.script("deliver", "note delivered \"$REACTOR_NAME\"");
        sandbox.rule("10-outbox.yaml", OUTBOX);
        sandbox.expectLog("outbox' does not exist$");
        return sandbox.directory("disk").resolve("outbox");
    }

    private static void awaitRoot(Sandbox sandbox, String state) {
        Limits.soon().alias("the root is " + state).until(() -> sandbox.status().root("outbox"), state::equals);
    }

    private static void awaitAbsent(Sandbox sandbox, Path missing) {
        awaitRoot(sandbox, "waiting: " + missing + " does not exist");
    }

    /** When the command for it began, in seconds since the epoch; the item has gone by now. */
    private static double awaitDelivered(Sandbox sandbox, Path item) {
        String name = item.getFileName().toString();
        Limits.soon().alias(item + " is delivered").until(() -> sandbox.diary().count("delivered " + name) > 0);
        // Removed by the daemon after the command has ended, which the next step of a case must not forestall.
        Limits.soon().alias(item + " is removed").until(() -> !Files.exists(item));
        return sandbox.diary().entries("delivered").stream()
                .filter(entry -> entry.rest().equals(name))
                .findFirst()
                .orElseThrow()
                .at();
    }

    private static void assertEachOnce(Sandbox sandbox, List<String> names) {
        Limits.soon().until(() -> !sandbox.status().busy("outbox"));
        assertEquals(
                names.stream().sorted().toList(),
                sandbox.diary().rests("delivered").stream().sorted().toList());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Test
    void aSpoolThatIsNotThereIsWaitedFor(Sandbox sandbox) throws IOException {
        Path outbox = outbox(sandbox);
        Path disk = sandbox.home().resolve("disk");
        Files.delete(disk);
        sandbox.start();
        awaitAbsent(sandbox, disk);
        Ended status = sandbox.ctl("status");
        assertEquals(0, status.exit(), status::toString);
        assertTrue(status.out().contains("waiting: " + outbox + ": " + disk + " does not exist"), status::toString);
        Files.createDirectory(disk);
        awaitAbsent(sandbox, outbox);
        Path prepared = sandbox.directory("prepared");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            names.add("item-" + i);
            sandbox.write(prepared.resolve("item-" + i), "text");
        }
        Files.move(prepared, outbox);
        names.forEach(name -> awaitDelivered(sandbox, outbox.resolve(name)));
        awaitRoot(sandbox, "watched");
        assertEachOnce(sandbox, names);
    }

    @Test
    void aSpoolIsDeletedAndMadeAgain(Sandbox sandbox) throws IOException {
        Path outbox = outbox(sandbox);
        Files.createDirectory(outbox);
        sandbox.start();
        List<String> names = new ArrayList<>();
        List<Double> waits = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            delete(outbox);
            if (i % 2 == 0) {
                awaitAbsent(sandbox, outbox);
            }
            Files.createDirectory(outbox);
            names.add("item-" + i);
            double written = System.currentTimeMillis() / 1000.0;
            Path item = sandbox.write(outbox.resolve("item-" + i), "text");
            waits.add(awaitDelivered(sandbox, item) - written);
            Limits.soon().until(() -> Files.notExists(item));
        }
        assertEachOnce(sandbox, names);
        Collections.sort(waits);
        assertTrue(waits.get(waits.size() / 2) < 1, () -> "seconds from the file to its command: " + waits);
        awaitRoot(sandbox, "watched");
    }

    @Test
    void anotherDirectoryTakesTheNameOfASpool(Sandbox sandbox) throws IOException {
        Path outbox = outbox(sandbox);
        Files.createDirectory(outbox);
        sandbox.start();
        Path old = sandbox.home().resolve("old");
        Path next = sandbox.directory("next");
        sandbox.write(next.resolve("came-with-it"), "text");
        Files.move(outbox, old);
        Files.move(next, outbox);
        awaitDelivered(sandbox, outbox.resolve("came-with-it"));
        sandbox.write(old.resolve("nobody's"), "text");
        awaitDelivered(sandbox, sandbox.write(outbox.resolve("late"), "text"));
        assertEachOnce(sandbox, List.of("came-with-it", "late"));
    }

    @Test
    void aFileTakesTheNameOfASpool(Sandbox sandbox) throws IOException {
        Path outbox = outbox(sandbox);
        Files.createDirectory(outbox);
        sandbox.start();
        for (int i = 0; i < 2; i++) {
            delete(outbox);
            sandbox.write(outbox, "precious");
            awaitRoot(sandbox, "waiting: " + outbox + " is a file, not a directory");
            Limits.throughout(Limits.QUIET).until(() -> Files.readString(outbox).equals("precious"));
            Files.delete(outbox);
            Files.createDirectory(outbox);
            awaitDelivered(sandbox, sandbox.write(outbox.resolve("item-" + i), "text"));
        }
        awaitRoot(sandbox, "watched");
        assertEachOnce(sandbox, List.of("item-0", "item-1"));
    }

    @Test
    void aSpoolOnADiskIsUnmountedAndMountedAgain(Sandbox sandbox) {
        Path outbox = outbox(sandbox);
        Path disk = sandbox.directory("disk");
        ReactorProcess daemon = sandbox.confine("true").start();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            awaitAbsent(sandbox, outbox);
            shell(
                    sandbox,
                    daemon,
                    "mount -t tmpfs none " + disk + " && mkdir " + outbox + " && echo text >" + outbox + "/there-" + i);
            awaitDelivered(sandbox, outbox.resolve("there-" + i));
            awaitRoot(sandbox, "watched");
            shell(sandbox, daemon, "echo text >" + outbox + "/later-" + i);
            awaitDelivered(sandbox, outbox.resolve("later-" + i));
            names.addAll(List.of("there-" + i, "later-" + i));
            Limits.soon().until(() -> !sandbox.status().busy("outbox"));
            shell(sandbox, daemon, "umount " + disk);
        }
        awaitAbsent(sandbox, outbox);
        assertEachOnce(sandbox, names);
    }

    @Test
    void aSpoolIsMountedOver(Sandbox sandbox) throws IOException {
        Path outbox = outbox(sandbox);
        Files.createDirectory(outbox);
        ReactorProcess daemon = sandbox.confine("true").start();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            shell(sandbox, daemon, "mount -t tmpfs none " + outbox + " && echo text >" + outbox + "/over-" + i);
            awaitDelivered(sandbox, outbox.resolve("over-" + i));
            // Seen from here the mount does not exist: this goes below it.
            Path below = sandbox.write(outbox.resolve("below-" + i), "text");
            shell(sandbox, daemon, "echo text >" + outbox + "/late-" + i);
            awaitDelivered(sandbox, outbox.resolve("late-" + i));
            Limits.soon().until(() -> !sandbox.status().busy("outbox"));
            assertTrue(Files.exists(below), "delivered what was covered");
            shell(sandbox, daemon, "umount " + outbox);
            awaitDelivered(sandbox, below);
            names.addAll(List.of("over-" + i, "late-" + i, "below-" + i));
        }
        awaitRoot(sandbox, "watched");
        assertEachOnce(sandbox, names);
    }

    private static void shell(Sandbox sandbox, ReactorProcess daemon, String line) {
        Ended ended = sandbox.within(daemon, line);
        assertEquals(0, ended.exit(), () -> line + ": " + ended);
    }
}
