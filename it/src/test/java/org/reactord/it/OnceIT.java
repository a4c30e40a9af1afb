package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** {@code server --once}: one pass over every spool, and an exit code that is 0 exactly when nothing is left. */
@ExtendWith(SandboxExtension.class)
class OnceIT {
    private static final String RULES = """
            outbox: {spool: ~/outbox, run: [deliver]}
            second: {spool: ~/second, run: [deliver], queue: parallel}
            off: {spool: ~/off, run: [deliver], enabled: false}
            notes: {watch: ~/notes, run: [deliver]}
            """;
    private static final String DELIVER = """
            cat >/dev/null
            note tried "$REACTOR_NAME" "$REACTOR_ATTEMPT"
            case $REACTOR_NAME in bad*) echo no such host >&2; exit 69 ;; esac
            """;

    private static Path prepare(Sandbox sandbox) {
        List.of("second", "off", "notes").forEach(sandbox::directory);
        sandbox.script("deliver", DELIVER);
        sandbox.rule("10.yaml", RULES);
        return sandbox.directory("outbox");
    }

    private static void once(Sandbox sandbox, int exit) {
        ReactorProcess pass = sandbox.launch("--once").expectExit(exit);
        assertEquals(exit, pass.awaitExit(Limits.START.plus(Limits.END)), pass::logText);
    }

    private static List<String> names(Path directory) throws IOException {
        try (var all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void emptySpoolsAreFine(Sandbox sandbox) throws IOException {
        Files.delete(prepare(sandbox));
        sandbox.expectLog("does not exist", "nothing is known of .*outbox: it is not there");
        once(sandbox, 0);
        assertEquals(List.of(), sandbox.diary().entries());
    }

    @Test
    void everythingIsTriedOnceAndWhatFailsIsLeft(Sandbox sandbox) throws IOException {
        Path outbox = prepare(sandbox);
        sandbox.expectLog("exited 69; the item stays for the next pass", "2 files are left for the next pass$");
        for (String name : List.of("bad-1", "bad-2", "good-1", "good-2")) {
            sandbox.write(outbox.resolve(name), name);
        }
        for (String place : List.of("second/s", "off/o", "notes/n")) {
            sandbox.write(sandbox.home().resolve(place), "");
        }
        once(sandbox, 1);
        assertEquals(
                List.of("bad-1 1", "bad-2 1", "good-1 1", "good-2 1", "s 1"),
                sandbox.diary().rests("tried").stream().sorted().toList());
        assertEquals(List.of("bad-1", "bad-2"), names(outbox));
        assertEquals(List.of("o"), names(sandbox.home().resolve("off")));
        sandbox.script("deliver", "note mended");
        once(sandbox, 0);
        assertEquals(2, sandbox.diary().count("mended"));
        assertEquals(List.of(), names(outbox));
    }

    @Test
    void whatIsGivenUpWasNotDelivered(Sandbox sandbox) throws IOException {
        Path outbox = prepare(sandbox);
        sandbox.rule("20.yaml", "outbox: {retry: never}\n");
        sandbox.expectLog("exited 69; given up");
        sandbox.write(outbox.resolve("bad"), "");
        once(sandbox, 1);
        assertTrue(Files.exists(outbox.resolve(".failed/bad")));
        once(sandbox, 0);
    }

    @Test
    void whatIsStillBeingWrittenIsLeft(Sandbox sandbox) throws IOException {
        Path outbox = prepare(sandbox);
        sandbox.expectLog("1 file is left for the next pass, 1 of them still being written");
        sandbox.write(outbox.resolve("good"), "");
        try (OutputStream writer = Files.newOutputStream(outbox.resolve("slow"))) {
            writer.write('x');
            once(sandbox, 1);
        }
        assertEquals(List.of("good 1"), sandbox.diary().rests("tried"));
        once(sandbox, 0);
        assertEquals(List.of("good 1", "slow 1"), sandbox.diary().rests("tried"));
    }

    @Test
    void whatWasDeliveredIsKnownToEveryLaterDaemon(Sandbox sandbox) throws IOException {
        Path outbox = prepare(sandbox);
        sandbox.rule("20.yaml", "outbox: {done: keep}\n");
        sandbox.write(outbox.resolve("good"), "");
        once(sandbox, 0);
        once(sandbox, 0);
        sandbox.start();
        sandbox.write(outbox.resolve("later"), "");
        sandbox.diary().await("tried", 2);
        assertEquals(List.of("good 1", "later 1"), sandbox.diary().rests("tried"));
    }

    @Test
    void whatIsKeptForWatchRulesStays(Sandbox sandbox) throws IOException {
        prepare(sandbox);
        sandbox.rule("20.yaml", "notes: {retry: {delay: 1h}}\n");
        sandbox.script("deliver", "note tried; exit 69");
        sandbox.expectLog("exited 69");
        ReactorProcess daemon = sandbox.start();
        sandbox.write(sandbox.home().resolve("notes/n"), "");
        Limits.soon().until(() -> sandbox.status().number("notes", "retrying") == 1);
        Limits.soon().until(() -> !names(sandbox.state().resolve("marks")).isEmpty());
        daemon.term();
        assertEquals(0, daemon.awaitExit());
        List<Path> before = everything(sandbox.state());
        once(sandbox, 0);
        assertEquals(before, everything(sandbox.state()));
        sandbox.start();
        assertEquals(1, sandbox.status().number("notes", "retrying"));
        assertEquals(1, sandbox.diary().entries("tried").size());
    }

    private static List<Path> everything(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            return all.sorted().toList();
        }
    }

    @Test
    void besideADaemonItDoesNothing(Sandbox sandbox) {
        prepare(sandbox);
        ReactorProcess daemon = sandbox.start();
        sandbox.expectLog("is running already.*" + sandbox.socket());
        once(sandbox, 1);
        assertTrue(daemon.alive());
        assertEquals(2, sandbox.ctl("server", "--onec").exit());
    }

    @Test
    void aPassCanBeLookedAtAndEnded(Sandbox sandbox) throws IOException {
        Path outbox = prepare(sandbox);
        sandbox.script("deliver", "note began; while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done");
        sandbox.expectLog("1 file is left for the next pass$");
        sandbox.write(outbox.resolve("a"), "");
        sandbox.write(outbox.resolve("b"), "");
        ReactorProcess pass = sandbox.launch("--once").awaitReady().expectExit(1);
        sandbox.diary().await("began", 1);
        assertEquals(1, sandbox.status().number("outbox", "queued"));
        pass.term();
        Limits.soon().until(() -> sandbox.status().stopping());
        sandbox.write(sandbox.home().resolve("go"), "");
        assertEquals(1, pass.awaitExit(), pass::logText);
        assertEquals(1, names(outbox).size());
        assertEquals(1, sandbox.diary().entries("began").size());
    }
}
