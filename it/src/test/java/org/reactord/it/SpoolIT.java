package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Every file that lands in a directory is handed to the command, byte for byte, once, and then removed. */
@ExtendWith(SandboxExtension.class)
class SpoolIT {
    private static final String OUTBOX = """
            outbox:
              spool: ~/outbox
              run: [deliver]
            """;
    private static final String KEEP = """
            cat >"$HOME/got/$REACTOR_NAME" && note delivered "$REACTOR_NAME"
            """;

    private static Path outbox(Sandbox sandbox, String script) {
        sandbox.directory("got");
        sandbox.script("deliver", script);
        sandbox.rule("10-outbox.yaml", OUTBOX);
        return sandbox.directory("outbox");
    }

    private static void awaitGone(Path item) {
        Limits.soon().alias(item + " is removed").until(() -> Files.notExists(item));
    }

    @Test
    void deliversEveryByteAndRemovesTheFile(Sandbox sandbox) throws IOException {
        Path outbox = outbox(sandbox, KEEP);
        sandbox.start();
        for (int size : new int[] {0, 1, 4096, 65_537, 10_000_000}) {
            byte[] content = new byte[size];
            new Random(size).nextBytes(content);
            Path item = sandbox.write(outbox.resolve("item-" + size), content);
            awaitGone(item);
            assertArrayEquals(content, Files.readAllBytes(sandbox.home().resolve("got/item-" + size)));
            assertEquals(1, sandbox.diary().count("delivered item-" + size));
        }
    }

    @Test
    void deliversWhatIsThereAtTheStartOnceEach(Sandbox sandbox) {
        Path outbox = outbox(sandbox, KEEP);
        List<String> names = IntStream.range(0, 25).mapToObj(i -> "item-" + i).toList();
        names.forEach(name -> sandbox.write(outbox.resolve(name), name));
        sandbox.start();
        names.forEach(name -> awaitGone(outbox.resolve(name)));
        assertEquals(
                names.stream().sorted().toList(),
                sandbox.diary().rests("delivered").stream().sorted().toList());
    }

    @Test
    void deliversWhatIsRenamedLinkedOrCopiedIn(Sandbox sandbox) throws IOException {
        Path outbox = outbox(sandbox, KEEP);
        Path aside = sandbox.directory("aside");
        sandbox.start();
        for (String name : List.of("renamed", "linked", "copied")) {
            sandbox.write(aside.resolve(name), name);
        }
        Files.move(aside.resolve("renamed"), outbox.resolve("renamed"));
        Files.createLink(outbox.resolve("linked"), aside.resolve("linked"));
        assertEquals(0, sandbox.shell("cp -p aside/copied outbox/").exit());
        for (String name : List.of("renamed", "linked", "copied")) {
            awaitGone(outbox.resolve(name));
            assertEquals(name, Files.readString(sandbox.home().resolve("got").resolve(name)));
        }
        assertEquals(3, sandbox.diary().entries("delivered").size());
    }

    @Test
    void neverTakesTheTemporaryNameOfRsync(Sandbox sandbox) {
        Program.require("rsync", "rsync");
        Path outbox = outbox(sandbox, KEEP);
        Path aside = sandbox.directory("aside");
        byte[] content = new byte[3_000_000];
        new Random(7).nextBytes(content);
        sandbox.write(aside.resolve("item"), content);
        sandbox.start();
        assertEquals(
                0, sandbox.shell("rsync -a --bwlimit=4000 aside/item outbox/").exit());
        awaitGone(outbox.resolve("item"));
        assertEquals(List.of("item"), sandbox.diary().rests("delivered"));
    }

    @Test
    void waitsForASlowWriter(Sandbox sandbox) throws IOException {
        Path outbox = outbox(sandbox, KEEP);
        sandbox.start();
        String writer = "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; sleep 0.1; done >outbox/slow";
        assertEquals(0, sandbox.shell(writer).exit());
        awaitGone(outbox.resolve("slow"));
        assertEquals(12, Files.readAllLines(sandbox.home().resolve("got/slow")).size());
        assertEquals(1, sandbox.diary().entries("delivered").size());
    }

    @Test
    void aCommandNeedNotReadItsInput(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "note delivered \"$REACTOR_NAME\"");
        sandbox.start();
        sandbox.write(outbox.resolve("small"), new byte[10]);
        sandbox.write(outbox.resolve("large"), new byte[10_000_000]);
        awaitGone(outbox.resolve("small"));
        awaitGone(outbox.resolve("large"));
        assertEquals(2, sandbox.diary().entries("delivered").size());
    }

    @Test
    void keepsOrMovesOnWhatIsDone(Sandbox sandbox) throws IOException {
        sandbox.script("deliver", "cat >/dev/null; note delivered \"$REACTOR_NAME\"");
        Path kept = sandbox.directory("kept");
        Path moved = sandbox.directory("moved");
        Path done = sandbox.directory("done");
        sandbox.rule("10-done.yaml", """
                keeping:
                  spool: ~/kept
                  run: [deliver]
                  done: keep
                moving:
                  spool: ~/moved
                  run: [deliver]
                  done: {move: ~/done}
                """);
        sandbox.start();
        sandbox.write(kept.resolve("k"), "k");
        sandbox.write(moved.resolve("m"), "m");
        Limits.soon().until(() -> Files.exists(done.resolve("m")));
        awaitGone(moved.resolve("m"));
        sandbox.diary().await("delivered", 2);
        Limits.throughout(Limits.QUIET)
                .until(() -> sandbox.diary().entries("delivered").size() == 2);
        assertEquals("k", Files.readString(kept.resolve("k")));
        assertEquals("m", Files.readString(done.resolve("m")));
    }

    @Test
    void givesUpAfterTheDeclaredAttemptsAndSaysWhyBesideTheItem(Sandbox sandbox) throws IOException {
        sandbox.script("deliver", "echo no such host >&2; note tried; exit 69");
        Path outbox = sandbox.directory("outbox");
        sandbox.rule("10-outbox.yaml", OUTBOX + "  retry: {delay: 100ms, attempts: 3}\n");
        sandbox.expectLog("exited 69", "no such host");
        sandbox.start();
        sandbox.write(outbox.resolve("item"), "content");
        awaitGone(outbox.resolve("item"));
        assertEquals(3, sandbox.diary().entries("tried").size());
        Path failed = outbox.resolve(".failed");
        assertEquals("content", Files.readString(failed.resolve("item")));
        List<Path> besides;
        try (var all = Files.list(failed)) {
            besides = all.filter(file -> !file.endsWith("item")).toList();
        }
        assertEquals(1, besides.size(), besides::toString);
        String reason = Files.readString(besides.get(0));
        assertTrue(reason.contains("exited 69") && reason.contains("no such host"), reason);
        assertEquals(1, sandbox.status().number("outbox", "given_up"));
        assertEquals(1, sandbox.ctl("status").exit());
    }

    @Test
    void whatIsNoFileIsLeftAlone(Sandbox sandbox) throws IOException {
        Path outbox = outbox(sandbox, KEEP);
        Files.createDirectory(outbox.resolve("directory"));
        Files.createSymbolicLink(outbox.resolve("dangling"), Path.of("nowhere"));
        assertEquals(0, sandbox.shell("mkfifo outbox/fifo").exit());
        sandbox.start();
        sandbox.write(outbox.resolve("file"), "file");
        awaitGone(outbox.resolve("file"));
        Limits.throughout(Limits.QUIET)
                .until(() -> sandbox.diary().rests("delivered").equals(List.of("file")));
        assertTrue(Files.isDirectory(outbox.resolve("directory")));
        assertTrue(Files.exists(outbox.resolve("fifo")));
    }

    @Test
    void aDirectoryThatIsRemovedAndMadeAgainIsStillServed(Sandbox sandbox) throws IOException {
        Path outbox = outbox(sandbox, KEEP);
        sandbox.expectLog("outbox");
        sandbox.start();
        Files.delete(outbox);
        Limits.soon().until(() -> !sandbox.status().state("outbox").equals("ok"));
        Files.createDirectory(outbox);
        sandbox.write(outbox.resolve("item"), "item");
        awaitGone(outbox.resolve("item"));
        Limits.soon().until(() -> sandbox.status().state("outbox").equals("ok"));
    }

    @Test
    void aDirectoryThatIsNotThereYetIsWaitedFor(Sandbox sandbox) throws IOException {
        Path outbox = outbox(sandbox, KEEP);
        Files.delete(outbox);
        sandbox.expectLog("outbox");
        sandbox.start().expectWatchesMore(1);
        assertEquals("waiting", sandbox.status().state("outbox"));
        Files.createDirectory(outbox);
        sandbox.write(outbox.resolve("item"), "item");
        awaitGone(outbox.resolve("item"));
    }
}
