package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Diary;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** A daemon that is killed leaves a command behind: the next one starts at once, and never runs two beside each other. */
@ExtendWith(SandboxExtension.class)
class OrphanIT {
    private static final String STILL_RUNS = "still runs \\(pid \\d+\\), though the daemon that began it has died";

    /** Goes on only when the test lets it, however slowly a machine starts a daemon. */
    private static final String WAIT = "while [ ! -e ~/go ]; do sleep 0.05; done; ";

    private static void letGo(Sandbox sandbox) {
        sandbox.write(sandbox.home().resolve("go"), "");
    }

    @Test
    void anItemIsDeliveredOnceMoreWhenItsOrphanHasEnded(Sandbox sandbox) {
        Path outbox = sandbox.outbox("", "note began $REACTOR_ATTEMPT; " + WAIT + "note ended $REACTOR_ATTEMPT");
        sandbox.expectLog(STILL_RUNS);
        ReactorProcess first = sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), "item");
        sandbox.write(outbox.resolve("other"), "other");
        sandbox.diary().await("began", 1);
        first.kill9();
        ReactorProcess second = sandbox.start();
        assertTrue(Files.exists(item));
        assertTrue(sandbox.diary().entries("ended").isEmpty(), "the restart has waited for the orphan");
        assertTrue(second.said(STILL_RUNS));
        String status = sandbox.ctl("status").out();
        assertTrue(status.replaceAll("\\s+", " ").contains("still runs"), status);
        assertEquals(1, sandbox.diary().entries("began").size(), "begun beside the orphan");
        letGo(sandbox);
        List<Diary.Entry> ends = sandbox.diary().await("ended", 3);
        Limits.soon().until(() -> Files.notExists(item) && Files.notExists(outbox.resolve("other")));
        List<Diary.Entry> begins = sandbox.diary().entries("began");
        // Who has been tried already goes behind the fresh one.
        assertEquals(
                List.of("1", "1", "2"), begins.stream().map(Diary.Entry::rest).toList());
        for (int i = 1; i < begins.size(); i++) {
            assertTrue(begins.get(i).at() >= ends.get(i - 1).at(), "two ran at once: " + begins + ends);
        }
        assertEquals("", second.outText());
    }

    @Test
    void whoHasLeftItsSessionIsWaitedForToo(Sandbox sandbox) {
        Path outbox = sandbox.outbox(
                "",
                "note began $REACTOR_ATTEMPT; [ $REACTOR_ATTEMPT = 2 ] || {" + " setsid sh -c '" + WAIT
                        + "' & while [ ! -e ~/killed ]; do sleep 0.05; done; note left; }");
        sandbox.expectLog(STILL_RUNS);
        ReactorProcess first = sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), "item");
        sandbox.diary().await("began", 1);
        first.kill9();
        sandbox.write(sandbox.home().resolve("killed"), "");
        sandbox.diary().await("left", 1);
        ReactorProcess second = sandbox.start();
        assertTrue(second.said(STILL_RUNS));
        assertEquals(1, sandbox.diary().entries("began").size(), "begun again before all of it had ended");
        letGo(sandbox);
        sandbox.diary().await("began", 2);
        Limits.soon().until(() -> Files.notExists(item));
    }

    @Test
    void otherRulesGoOnMeanwhile(Sandbox sandbox) {
        Path outbox = sandbox.outbox("", "note began; " + WAIT + "note ended");
        sandbox.rule("20-other.yaml", "other:\n  spool: ~/other\n  run: [other]\n");
        sandbox.script("other", "note other");
        Path other = sandbox.directory("other");
        sandbox.expectLog(STILL_RUNS);
        ReactorProcess first = sandbox.start();
        sandbox.write(outbox.resolve("item"), "item");
        sandbox.diary().await("began", 1);
        first.kill9();
        sandbox.start();
        sandbox.write(other.resolve("item"), "item");
        sandbox.diary().await("other", 1);
        assertTrue(sandbox.diary().entries("ended").isEmpty());
        letGo(sandbox);
        sandbox.diary().await("ended", 2);
    }

    @Test
    void anItemThatDaemonsDieOverIsSetAside(Sandbox sandbox) throws Exception {
        Path outbox = sandbox.outbox("", "note began $REACTOR_ATTEMPT; sleep 300");
        sandbox.expectLog("the daemon has died 3 times in a row");
        Path item = sandbox.write(outbox.resolve("item"), "item");
        for (int attempt = 1; attempt <= 3; attempt++) {
            ReactorProcess daemon = sandbox.start();
            sandbox.diary().await("began", attempt);
            daemon.kill9();
            sandbox.endCommands();
        }
        sandbox.start();
        Path failed = outbox.resolve(".failed/item");
        Limits.soon().until(() -> Files.exists(failed));
        assertFalse(Files.exists(item));
        String reason = Files.readString(outbox.resolve(".failed/item.reason"));
        assertTrue(reason.contains("the daemon has died 3 times in a row while its command ran"), reason);
        assertTrue(reason.contains("attempts:  3"), reason);
        assertEquals(List.of("1", "2", "3"), sandbox.diary().rests("began"));
    }
}
