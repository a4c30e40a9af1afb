package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Starting, being ready, being the only one, and what a sudden death leaves behind. */
@ExtendWith(SandboxExtension.class)
class LifecycleIT {
    private static final String OUTBOX = """
            outbox:
              spool: ~/outbox
              run: [deliver]
            """;

    private static void outbox(Sandbox sandbox) {
        sandbox.directory("outbox");
        sandbox.script("deliver", "cat >/dev/null && note delivered \"$REACTOR_NAME\"");
        sandbox.rule("10-outbox.yaml", OUTBOX);
    }

    @Test
    void startsSaysReadyAndEndsWithoutTrace(Sandbox sandbox) throws IOException {
        outbox(sandbox);
        ReactorProcess daemon = sandbox.start();
        assertEquals("", daemon.outText());
        assertEquals(List.of("outbox"), sandbox.status().ruleNames());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(sandbox.socket())));
        sandbox.write(sandbox.home().resolve("outbox/item"), "item");
        Limits.soon().until(() -> Files.notExists(sandbox.home().resolve("outbox/item")));
        daemon.term();
        assertEquals(0, daemon.awaitExit());
        assertTrue(Files.notExists(sandbox.socket()));
        assertTrue(daemon.logText().matches("\\S+ INFO  ready: .*\n\\S+ INFO  stopped: .*\n"), daemon::logText);
    }

    @Test
    void doesNotMissWhatComesRightAfterItIsReady(Sandbox sandbox) {
        outbox(sandbox);
        sandbox.launch().awaitReady();
        sandbox.write(sandbox.home().resolve("outbox/first"), "first");
        sandbox.diary().await("delivered", 1);
    }

    @Test
    void makesTheSocketsDirectoryForItsUserAlone(Sandbox sandbox) throws IOException {
        outbox(sandbox);
        Files.delete(sandbox.socket().getParent());
        sandbox.start();
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(sandbox.socket().getParent())));
    }

    @Test
    void aSecondDaemonIsRefusedAndToldWhoIsThere(Sandbox sandbox) {
        outbox(sandbox);
        ReactorProcess first = sandbox.start();
        ReactorProcess second = sandbox.launch().expectExit(1);
        sandbox.expectLog(Long.toString(first.pid()));
        assertEquals(1, second.awaitExit(Limits.START));
        String said = second.logText();
        assertTrue(said.contains(Long.toString(first.pid())), said);
        assertTrue(said.contains(sandbox.socket().toString()), said);
        sandbox.write(sandbox.home().resolve("outbox/a"), "a");
        sandbox.diary().await("delivered", 1);
    }

    @Test
    void aStaleSocketAndLockAreHarmless(Sandbox sandbox) {
        outbox(sandbox);
        sandbox.start().kill9();
        assertTrue(Files.exists(sandbox.socket()));
        sandbox.start();
        sandbox.write(sandbox.home().resolve("outbox/a"), "a");
        sandbox.diary().await("delivered", 1);
    }

    @Test
    void ofTwentySimultaneousStartsOneSurvives(Sandbox sandbox) {
        outbox(sandbox);
        sandbox.expectLog("already");
        List<ReactorProcess> all =
                IntStream.range(0, 20).mapToObj(i -> sandbox.launch()).toList();
        Limits.within(Limits.START.multipliedBy(2))
                .until(() -> all.stream().filter(ReactorProcess::alive).count() == 1);
        ReactorProcess survivor =
                all.stream().filter(ReactorProcess::alive).findFirst().orElseThrow();
        all.stream().filter(daemon -> daemon != survivor).forEach(daemon -> {
            daemon.expectExit(1);
            assertNotEquals(0, daemon.awaitExit());
        });
        survivor.awaitReady();
        Ended info = sandbox.ctl("info");
        assertEquals(0, info.exit(), info::toString);
        assertTrue(info.out().contains(Long.toString(survivor.pid())), info::toString);
    }
}
