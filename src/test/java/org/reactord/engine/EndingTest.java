package org.reactord.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.exec.Launcher.Sent;
import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.rule.RetryPolicy;
import org.reactord.rule.RuleMaker;

/** Attempts that end otherwise than by themselves, and what is said about it. */
class EndingTest {
    private static final Outcome TERM = new Outcome.Signalled("TERM", false);
    private static final Outcome KILL = new Outcome.Signalled("KILL", false);
    private static final Outcome NO_PROCESSES = new Outcome.Deferred("no more processes");

    @RegisterExtension
    final LoopFixture loop = new LoopFixture(2);

    @Test
    void aCommandThatRunsTooLongIsToldToEndAndKilledTenSecondsLater() {
        loop.rules(RuleMaker.spool("q").timeout(ofMinutes(1)));
        loop.written("q", "a");
        loop.advance(ofMillis(59_999));
        assertTrue(loop.launcher.signals().isEmpty());
        loop.advance(ofMillis(1));
        assertEquals(List.of(Sent.TERM), signals());
        loop.advance(ofMillis(9999));
        assertEquals(List.of(Sent.TERM), signals());
        loop.advance(ofMillis(1));
        assertEquals(List.of(Sent.TERM, Sent.KILL), signals());
        loop.ends("a", KILL);
        assertEquals(
                "timed out after 1m and was killed",
                loop.status("q").lastRun().orElseThrow().outcome().describe());
    }

    @Test
    void aCommandThatEndsWhenToldIsNotKilledAndIsTriedAgain() {
        loop.rules(RuleMaker.spool("q").timeout(ofMinutes(1)));
        loop.written("q", "a");
        loop.advance(ofMinutes(1));
        loop.ends("a", TERM);
        loop.advance(ofSeconds(4));
        assertEquals(List.of(Sent.TERM), signals());
        assertEquals(
                "timed out after 1m and was killed by SIGTERM",
                loop.status("q").lastRun().orElseThrow().outcome().describe());
        loop.advance(ofSeconds(1));
        assertEquals(List.of(0.0, 65.0), loop.startsOf("a"));
    }

    @Test
    void aCommandThatIsToldToEndAndSucceedsHasSucceeded() {
        loop.rules(RuleMaker.spool("q").timeout(ofMinutes(1)));
        loop.written("q", "a");
        loop.advance(ofMinutes(1));
        loop.ends("a", OK);
        assertEquals(1, loop.store.deliveries().size());
        assertEquals(0, loop.status().jobTotal());
    }

    @Test
    void aCommandThatEndsInTimeIsNeverSignalled() {
        loop.rules(RuleMaker.spool("q").timeout(ofMinutes(1)));
        loop.written("q", "a");
        loop.advance(ofSeconds(59));
        loop.ends("a", OK);
        loop.advance(ofMinutes(5));
        assertTrue(loop.launcher.signals().isEmpty());
        assertEquals(0, loop.wakes() - 1, "but for the place that it gave back");
    }

    @Test
    void aSecondEndOfOneAttemptIsIgnored() {
        loop.rules(RuleMaker.spool("q"));
        loop.written("q", "a");
        Attempt attempt = loop.launcher.runningFor("a");
        loop.ends("a", OK);
        loop.inbox.ended(attempt, FAILED, Output.NONE);
        loop.settleDown();
        assertEquals(0, loop.status("q").failed());
        assertEquals(0, loop.status("q").running());
    }

    @Test
    void hearingOfTheStartAfterTheEndDoesNoHarm() {
        loop.rules(RuleMaker.spool("q"));
        loop.written("q", "a");
        Attempt attempt = loop.launcher.runningFor("a");
        loop.ends("a", OK);
        loop.inbox.started(attempt, 4711, Duration.ZERO);
        loop.settleDown();
        assertEquals(0, loop.status().jobTotal());
    }

    @Test
    void whenNothingCanBeStartedEverythingIsHeldForLongerAndLonger() {
        loop.rules(RuleMaker.spool("q"));
        loop.launcher.always(NO_PROCESSES);
        loop.written("q", "a");
        loop.advance(ofSeconds(125));
        assertEquals(List.of(0.0, 1.0, 3.0, 7.0, 15.0, 31.0, 61.0, 91.0, 121.0), loop.startsOf("a"));
        assertEquals(8, loop.wakes(), "no spin");
    }

    @Test
    void aStartThatWasNoneIsNotCountedAndNotHeldAgainstTheItem() {
        loop.rules(RuleMaker.spool("q").attempts(1));
        loop.launcher.always(NO_PROCESSES);
        loop.written("q", "a");
        loop.advance(ofSeconds(10));
        assertEquals(0, loop.status("q").failed());
        assertTrue(loop.status("q").incident().isEmpty());
        loop.launcher.byHand();
        loop.advance(ofSeconds(5));
        assertEquals(1, loop.launcher.runningFor("a").number());
        loop.ends("a", OK);
        assertEquals(1, loop.store.deliveries().size());
    }

    @Test
    void thatNothingCanBeStartedIsSaidUntilSomethingIs() {
        loop.rules(RuleMaker.spool("q"));
        loop.launcher.always(NO_PROCESSES);
        loop.written("q", "a");
        loop.advance(ofSeconds(10));
        assertTrue(loop.status().refusal().orElseThrow().contains("no more processes"));
        assertTrue(loop.status().degraded());
        loop.launcher.byHand();
        loop.advance(ofSeconds(5));
        loop.inbox.started(loop.launcher.runningFor("a"), 4711, Duration.ZERO);
        loop.settleDown();
        assertTrue(loop.status().refusal().isEmpty());
        loop.ends("a", OK);
        assertFalse(loop.status().degraded());
    }

    @Test
    void whatCannotBeStartedAndIsWantedNoMoreIsNotSaid() {
        loop.rules(RuleMaker.spool("q"));
        loop.launcher.always(NO_PROCESSES);
        loop.written("q", "a");
        loop.rules();
        loop.advance(ofSeconds(10));
        assertTrue(loop.status().refusal().isEmpty());
    }

    @Test
    void whileEverythingIsHeldNoOtherRuleStartsEither() {
        loop.rules(RuleMaker.spool("q"), RuleMaker.spool("r"));
        loop.launcher.always(NO_PROCESSES);
        loop.written("q", "a");
        loop.launcher.byHand();
        loop.written("r", "b");
        assertTrue(loop.running().isEmpty());
        loop.advance(ofSeconds(1));
        assertEquals(List.of("a", "b"), loop.running());
    }

    @Test
    void oneStartThatWorksMakesTheNextHoldShortAgain() {
        loop.rules(RuleMaker.spool("q"));
        loop.launcher.always(NO_PROCESSES);
        loop.written("q", "a");
        loop.advance(ofSeconds(6));
        loop.launcher.always(OK);
        loop.advance(ofSeconds(1));
        loop.launcher.always(NO_PROCESSES);
        loop.written("q", "b");
        loop.advance(ofSeconds(1));
        assertEquals(List.of(7.0, 8.0), loop.startsOf("b"));
    }

    @Test
    void ofSeveralStartsThatWereNoneTheOrderIsKept() {
        loop.rules(RuleMaker.spool("q").parallel(2));
        loop.launcher.always(NO_PROCESSES);
        loop.written("q", "a", "b", "c");
        loop.launcher.byHand();
        loop.advance(ofSeconds(1));
        assertEquals(List.of("a", "b"), loop.running());
    }

    @Test
    void neverMeansNever() {
        loop.rules(RuleMaker.spool("q").retry(RetryPolicy.NEVER));
        loop.launcher.always(FAILED);
        loop.written("q", "a");
        loop.advance(ofMinutes(10));
        assertEquals(1, loop.launched().size());
        assertEquals(1, loop.store.givenUp().size());
    }

    @Test
    void aFailingRunIsToldInSentencesThatSayWhatHappensNext() {
        loop.rules(RuleMaker.spool("outbox").exec("/usr/bin/msmtp", "-t"));
        loop.written("outbox", "a");
        String job = loop.launcher.runningFor("a").job().text();
        loop.log.forget();
        byte[] said = "connecting\nno route to host\u001b[31m\n".getBytes(StandardCharsets.UTF_8);
        loop.ends("a", FAILED, new Output(new byte[0], said, 0, said.length));
        assertEquals(
                List.of("WARNING rule 'outbox' job " + job
                        + ": msmtp exited 75; next attempt in 5s (attempt 2); it said: no route to host\\x1b[31m"),
                loop.log.shown());
        loop.log.forget();
        loop.advance(ofSeconds(5));
        loop.ends("a", OK);
        assertEquals(List.of("INFO rule 'outbox': works again, after 1 failure in 5s"), loop.log.shown());
    }

    @Test
    void aTimeoutIsToldWhenItComesAndWhenItIsOver() {
        loop.rules(RuleMaker.spool("outbox").run("sleep 100").timeout(ofSeconds(2)));
        loop.written("outbox", "a");
        String label = loop.launcher.runningFor("a").label();
        loop.log.forget();
        loop.advance(ofSeconds(2));
        loop.ends("a", TERM);
        assertEquals(
                List.of(
                        "WARNING " + label + ": still running after 2s; told to end, and killed in 10s if it does not",
                        "WARNING " + label
                                + ": the command timed out after 2s and was killed by SIGTERM;"
                                + " next attempt in 5s (attempt 2)"),
                loop.log.shown());
    }

    @Test
    void givingUpIsToldWithTheReason() {
        loop.rules(RuleMaker.spool("outbox").attempts(2));
        loop.launcher.always(FAILED);
        loop.written("outbox", "a");
        loop.log.forget();
        loop.advance(ofMinutes(1));
        String label = loop.launcher.launches().get(0).attempt().label();
        assertEquals(
                List.of("WARNING " + label
                        + ": the command exited 75; given up; the item is set aside after 2 attempts"),
                loop.log.shown());
    }

    private List<Sent> signals() {
        return loop.launcher.signals().stream()
                .map(RecordingLauncher.Signal::signal)
                .toList();
    }
}
