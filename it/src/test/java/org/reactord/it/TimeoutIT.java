package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Processes;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** A timeout ends the child and what it has started; a child that says much, or nothing, blocks nobody. */
@ExtendWith(SandboxExtension.class)
class TimeoutIT {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static long pid(Sandbox sandbox, String verb) {
        return Long.parseLong(sandbox.diary().await(verb, 1).get(0).rest());
    }

    private static void awaitEnd(long pid, Duration limit) {
        Limits.within(limit).alias("the end of process " + pid).until(() -> !Processes.alive(pid));
    }

    @Test
    void aChildThatIsLateIsEndedAndItsItemKept(Sandbox sandbox) {
        Path outbox = sandbox.outbox("  timeout: 1s\n  retry: {delay: 1m}\n", "note began $$; exec sleep 300");
        sandbox.expectLog("timed out after 1s", "still running after 1s");
        sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), "item");
        awaitEnd(pid(sandbox, "began"), GRACE);
        assertTrue(Files.exists(item));
        Limits.soon().until(() -> sandbox.status().state("outbox").equals("failing"));
        assertEquals(
                "timed-out", sandbox.status().lastRun("outbox").get("outcome").getAsString());
    }

    @Test
    void itsChildrenAreEndedToo(Sandbox sandbox) {
        Path outbox = sandbox.outbox("  timeout: 1s\n  retry: {delay: 1m}\n", """
                sleep 301 & note sleeper $!
                sh -c 'sleep 302; :' & note shell $!
                wait
                """);
        sandbox.expectLog("timed out after 1s", "still running after 1s");
        sandbox.start();
        sandbox.write(outbox.resolve("item"), "item");
        awaitEnd(pid(sandbox, "sleeper"), GRACE);
        awaitEnd(pid(sandbox, "shell"), GRACE);
        Limits.soon().until(() -> sandbox.status().number("outbox", "running") == 0);
    }

    @Test
    void aChildThatTrapsTheSignalIsKilledTenSecondsLater(Sandbox sandbox) {
        Path outbox = sandbox.outbox("  timeout: 1s\n  retry: {delay: 1m}\n", """
                trap 'note trapped' TERM
                note began $$
                while :; do sleep 1; done
                """);
        sandbox.expectLog("timed out after 1s", "still running after 1s");
        sandbox.start();
        double written = System.currentTimeMillis() / 1000.0;
        sandbox.write(outbox.resolve("item"), "item");
        long pid = pid(sandbox, "began");
        double trapped = sandbox.diary().await("trapped", 1).get(0).at();
        assertTrue(trapped - written > 1, "TERM after " + (trapped - written) + " s");
        awaitEnd(pid, GRACE.plusSeconds(5));
        double lived = System.currentTimeMillis() / 1000.0 - trapped;
        assertTrue(lived > 9, "KILL after " + lived + " s");
    }

    @Test
    void otherRulesAreServedMeanwhile(Sandbox sandbox) {
        Path outbox = sandbox.outbox("  timeout: 2s\n  retry: {delay: 1m}\n", "note began $$; sleep 300; :");
        sandbox.script("quick", "note quick");
        sandbox.rule("20-other.yaml", "other:\n  spool: ~/other\n  run: [quick]\n");
        Path other = sandbox.directory("other");
        sandbox.expectLog("timed out after 2s", "still running after 2s");
        sandbox.start();
        sandbox.write(outbox.resolve("item"), "item");
        long pid = pid(sandbox, "began");
        sandbox.write(other.resolve("item"), "item");
        sandbox.diary().await("quick", 1);
        assertTrue(Processes.alive(pid));
        awaitEnd(pid, GRACE);
    }

    @Test
    void aGrandchildThatHoldsThePipesDoesNotHoldTheQueue(Sandbox sandbox) {
        Path outbox = sandbox.outbox(
                "  timeout: 3s\n  retry: {delay: 1m}\n", "note began \"$REACTOR_NAME\"; sleep 300 & exit 0");
        sandbox.expectLog("timed out|still");
        sandbox.start();
        sandbox.write(outbox.resolve("one"), "");
        sandbox.write(outbox.resolve("two"), "");
        sandbox.diary().await("began", 2);
        Limits.soon().until(() -> sandbox.status().number("outbox", "running") == 0);
        sandbox.expectOrphans();
    }

    @Test
    void muchOutputBlocksNobodyAndItsEndIsShown(Sandbox sandbox) {
        Path outbox = sandbox.outbox("", """
                yes 'a line of standard output' | head -c 1000000
                yes 'a line of standard error' | head -c 1000000 >&2
                echo the last of output; echo the last of error >&2
                """);
        sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), "item");
        Limits.soon().until(() -> Files.notExists(item));
        Limits.soon().until(() -> !sandbox.status().busy("outbox"));
        JsonObject run = sandbox.status().lastRun("outbox");
        assertEquals(1_000_019, run.get("stdout_bytes").getAsLong());
        assertEquals(1_000_018, run.get("stderr_bytes").getAsLong());
        assertEquals("the last of error", run.get("last_line").getAsString());
    }

    @Test
    void aChildThatClosesItsStreamsAndGoesOnIsWaitedFor(Sandbox sandbox) {
        Path outbox = sandbox.outbox("", "exec <&- >&- 2>&-; sleep 2; note ended");
        sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), new byte[1_000_000]);
        sandbox.diary().await("ended", 1);
        Limits.soon().until(() -> Files.notExists(item));
        assertEquals(1, sandbox.diary().entries("ended").size());
    }
}
