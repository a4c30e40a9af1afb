package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** What a person does with rules and jobs: pause, resume, retry, cancel, jobs. */
@ExtendWith(SandboxExtension.class)
class JobsIT {
    private static final String OUTBOX = """
            outbox:
              spool: ~/outbox
              run: [deliver]
            """;

    private static Path outbox(Sandbox sandbox, String more, String script) {
        sandbox.script("deliver", script);
        sandbox.rule("10-outbox.yaml", OUTBOX + more);
        return sandbox.directory("outbox");
    }

    private static JsonObject json(Ended ended) {
        assertEquals(0, ended.exit(), ended::toString);
        return JsonParser.parseString(ended.out()).getAsJsonObject();
    }

    @Test
    void aPausedRuleStartsNothingAlsoAfterARestart(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "", "note delivered \"$REACTOR_NAME\"");
        sandbox.expectLog("still paused");
        var daemon = sandbox.start();
        JsonObject done = json(sandbox.ctl("pause", "outbox", "--json"));
        assertEquals("outbox", done.getAsJsonArray("rules").get(0).getAsString());
        sandbox.write(outbox.resolve("a"), "");
        Limits.soon().until(() -> sandbox.status().number("outbox", "queued") == 1);
        Ended shown = sandbox.ctl("status");
        assertEquals(1, shown.exit());
        assertTrue(shown.out().contains("paused") && shown.out().contains("resume outbox"), shown::toString);
        daemon.term();
        daemon.awaitExit();
        sandbox.start();
        Limits.soon().until(() -> sandbox.status().number("outbox", "queued") == 1);
        Limits.throughout(Limits.QUIET).until(() -> sandbox.diary().entries().isEmpty());
        assertEquals(0, sandbox.ctl("resume", "outbox").exit());
        sandbox.diary().await("delivered", 1);
        assertEquals(0, sandbox.ctl("status").exit());
    }

    @Test
    void onePassLeavesWhatIsPaused(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "", "note delivered \"$REACTOR_NAME\"");
        sandbox.directory("other");
        sandbox.rule("20-other.yaml", "other: {spool: ~/other, run: [deliver]}\n");
        sandbox.expectLog("still paused", "1 file is left for the next pass$");
        var daemon = sandbox.start();
        assertEquals(0, sandbox.ctl("pause", "outbox").exit());
        daemon.term();
        daemon.awaitExit();
        sandbox.write(outbox.resolve("a"), "");
        sandbox.write(sandbox.home().resolve("other/b"), "");
        var pass = sandbox.launch("--once").expectExit(1);
        assertEquals(1, pass.awaitExit(Limits.START.plus(Limits.END)), pass::logText);
        assertEquals(java.util.List.of("b"), sandbox.diary().rests("delivered"));
        sandbox.start();
        assertEquals("paused", sandbox.status().state("outbox"));
    }

    @Test
    void aPauseForATimeEndsByItself(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "", "note delivered");
        sandbox.start();
        double paused = System.currentTimeMillis() / 1000.0;
        assertEquals(0, sandbox.ctl("pause", "--for", "2s", "outbox").exit());
        sandbox.write(outbox.resolve("a"), "");
        double at = sandbox.diary().await("delivered", 1).get(0).at();
        assertTrue(at - paused >= 1.9, "after " + (at - paused) + " s");
    }

    @Test
    void whatWasGivenUpIsTriedAgain(Sandbox sandbox) throws IOException {
        Path outbox = outbox(
                sandbox, "  retry: {delay: 100ms, attempts: 2}\n", "note tried; [ -e \"$HOME/online\" ] || exit 69");
        sandbox.expectLog("exited 69");
        sandbox.start();
        sandbox.write(outbox.resolve("a"), "text");
        Limits.soon().until(() -> Files.exists(outbox.resolve(".failed/a")));
        sandbox.write(sandbox.home().resolve("online"), "");
        sandbox.write(outbox.resolve(".failed/stranger"), "text");
        JsonObject done = json(sandbox.ctl("retry", "outbox", "--json"));
        assertEquals(1, done.get("items").getAsInt());
        sandbox.diary().await("tried", 3);
        Limits.soon()
                .until(() -> Files.notExists(outbox.resolve("a"))
                        && !sandbox.status().busy("outbox"));
        assertTrue(Files.notExists(outbox.resolve(".failed/a")));
        assertTrue(Files.notExists(outbox.resolve(".failed/a.reason")));
        assertTrue(Files.exists(outbox.resolve(".failed/stranger")));
    }

    @Test
    void aWaitingJobIsTriedNowByItsName(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "  retry: {delay: 1h, max-delay: 1h}\n", "note tried; exit 75");
        sandbox.expectLog("exited 75");
        sandbox.start();
        sandbox.write(outbox.resolve("a"), "text");
        Limits.soon().until(() -> sandbox.status().number("outbox", "retrying") == 1);
        String job = json(sandbox.ctl("jobs", "--json"))
                .getAsJsonArray("jobs")
                .get(0)
                .getAsJsonObject()
                .get("id")
                .getAsString();
        Ended table = sandbox.ctl("jobs");
        assertTrue(table.out().contains(job) && table.out().contains("retrying"), table::toString);
        assertEquals(0, sandbox.ctl("retry", job).exit());
        sandbox.diary().await("tried", 2);
        Limits.soon().until(() -> sandbox.status().number("outbox", "retrying") == 1);
        assertEquals(0, sandbox.ctl("retry", "--all").exit());
        sandbox.diary().await("tried", 3);
    }

    @Test
    void aCancelledItemIsSetAsideAndComesBackWithRetry(Sandbox sandbox) throws IOException {
        Path outbox = outbox(sandbox, "", "note began \"$REACTOR_NAME\"; [ ! -e \"$HOME/hold\" ] || exec sleep 100");
        Path hold = sandbox.write(sandbox.home().resolve("hold"), "");
        sandbox.start();
        sandbox.write(outbox.resolve("a"), "text");
        sandbox.diary().await("began", 1);
        sandbox.write(outbox.resolve("b"), "text");
        Limits.soon().until(() -> sandbox.status().number("outbox", "queued") == 1);
        assertEquals(0, sandbox.ctl("cancel", "outbox").exit());
        Path failed = outbox.resolve(".failed");
        Limits.soon().until(() -> Files.exists(failed.resolve("a")) && Files.exists(failed.resolve("b")));
        assertTrue(Files.readString(failed.resolve("b.reason")).contains("cancelled"));
        Limits.soon().until(() -> !sandbox.status().busy("outbox"));
        Limits.throughout(Limits.QUIET).until(() -> sandbox.diary().entries().size() == 1);
        assertEquals(0, sandbox.ctl("status").exit());
        Files.delete(hold);
        assertEquals(0, sandbox.ctl("retry", "outbox").exit());
        sandbox.diary().await("began", 3);
        Limits.soon().until(() -> Files.notExists(outbox.resolve("a")) && Files.notExists(outbox.resolve("b")));
    }

    @Test
    void whatNobodyHasIsNotFound(Sandbox sandbox) {
        outbox(sandbox, "", "true");
        sandbox.start();
        for (String verb : new String[] {"pause", "resume", "retry", "cancel"}) {
            Ended ended = sandbox.ctl(verb, "outbx");
            assertEquals(4, ended.exit(), ended::toString);
            assertTrue(ended.err().contains("did you mean 'outbox'?"), ended::toString);
        }
        for (String verb : new String[] {"resume", "retry"}) {
            assertEquals(2, sandbox.ctl(verb).exit());
            assertEquals(2, sandbox.ctl(verb, "outbox", "--all").exit());
        }
    }
}
