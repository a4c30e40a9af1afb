package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Exec;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Processes;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** A graceful end waits for what runs, removes what it delivered, and repeats nothing; a sudden one loses nothing. */
@ExtendWith(SandboxExtension.class)
class ShutdownIT {
    private static Path outbox(Sandbox sandbox, String script) {
        sandbox.script("deliver", script);
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, run: [deliver]}\n");
        return sandbox.directory("outbox");
    }

    /** Lasts until somebody says go. */
    private static final String SLOW = """
            note began "$REACTOR_NAME"
            while [ ! -e "$HOME/go" ]; do sleep 0.05; done
            note ended "$REACTOR_NAME"
            """;

    /** Asks the daemon to end; what is returned waits for its answer, where there is one. */
    private static Runnable ask(String how, ReactorProcess daemon, Sandbox sandbox) {
        if (!how.equals("shutdown")) {
            daemon.signal(how);
            return () -> {};
        }
        Exec client = sandbox.client("shutdown");
        Process waiting = client.start();
        return () -> {
            Ended shutdown = client.await(waiting);
            assertEquals(0, shutdown.exit(), shutdown::toString);
            assertTrue(Processes.ends(daemon.pid()));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"shutdown", "TERM", "INT"})
    void waitsForTheRunningCommandAndDoesNotRunItAgain(String how, Sandbox sandbox) {
        Path outbox = outbox(sandbox, SLOW);
        ReactorProcess daemon = sandbox.start();
        sandbox.write(outbox.resolve("one"), "");
        sandbox.diary().await("began", 1);
        sandbox.write(outbox.resolve("two"), "");
        Limits.soon().until(() -> sandbox.status().number("outbox", "queued") == 1);
        Runnable answered = ask(how, daemon, sandbox);
        Limits.soon().until(() -> sandbox.status().stopping());
        sandbox.write(sandbox.home().resolve("go"), "");
        answered.run();
        assertEquals(0, daemon.awaitExit());
        assertEquals(1, sandbox.diary().count("ended one"));
        assertTrue(Files.notExists(outbox.resolve("one")));
        assertTrue(Files.exists(outbox.resolve("two")));
        sandbox.start();
        sandbox.diary().await("ended", 2);
        Limits.soon().until(() -> Files.notExists(outbox.resolve("two")));
        assertEquals(1, sandbox.diary().count("began one"));
        assertEquals(1, sandbox.diary().count("began two"));
    }

    @Test
    void nowEndsTheCommandAndKeepsItsItem(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "note began $$; sleep 300 & wait");
        ReactorProcess daemon = sandbox.start();
        sandbox.expectLog("shutdown|ended");
        sandbox.write(outbox.resolve("one"), "one");
        long pid = Long.parseLong(sandbox.diary().await("began", 1).get(0).rest());
        Ended shutdown = sandbox.ctl("shutdown", "--now");
        assertEquals(0, shutdown.exit(), shutdown::toString);
        assertEquals(0, daemon.awaitExit());
        assertFalse(Processes.alive(pid));
        assertTrue(Files.exists(outbox.resolve("one")));
        sandbox.script("deliver", "note again \"$REACTOR_ATTEMPT\"");
        sandbox.start();
        sandbox.diary().await("again", 1);
        Limits.soon().until(() -> Files.notExists(outbox.resolve("one")));
    }

    @Test
    void nowHelpsWhenAShutdownIsAlreadyWaiting(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "note began; sleep 300 & wait");
        ReactorProcess daemon = sandbox.start();
        sandbox.expectLog("shutdown|ended");
        sandbox.write(outbox.resolve("one"), "one");
        sandbox.diary().await("began", 1);
        Exec waiting = sandbox.client("shutdown");
        Process client = waiting.start();
        Limits.soon().until(() -> sandbox.status().stopping());
        Limits.throughout(Limits.QUIET).until(daemon::alive);
        assertEquals(0, sandbox.ctl("shutdown", "--now").exit());
        assertEquals(0, daemon.awaitExit());
        assertEquals(0, waiting.await(client).exit());
    }

    @Test
    void afterKillNineTheItemIsDeliveredAgain(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "note began; while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done");
        ReactorProcess daemon = sandbox.start();
        sandbox.expectOrphans().expectLog("one|outbox");
        sandbox.write(outbox.resolve("one"), "one");
        sandbox.diary().await("began", 1);
        daemon.kill9();
        assertTrue(Files.exists(outbox.resolve("one")));
        sandbox.write(sandbox.home().resolve("go"), "");
        sandbox.start();
        sandbox.diary().await("began", 2);
        Limits.soon().until(() -> Files.notExists(outbox.resolve("one")));
    }
}
