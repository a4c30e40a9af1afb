package org.reactord.engine;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.IncidentStatus;
import org.reactord.engine.view.JobStatus;
import org.reactord.engine.view.Status;
import org.reactord.job.Outcome;
import org.reactord.rule.RuleMaker;
import org.reactord.source.RootState;

/** How a rule fares, and the picture that {@code status} shows. */
class IncidentTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture(2);

    @Test
    void anIncidentBeginsWithTheFirstFailureAndEndsWithTheNextSuccess() {
        loop.rules(RuleMaker.spool("q"));
        loop.advance(ofSeconds(100));
        loop.written("q", "a");
        loop.ends("a", FAILED);
        loop.advance(ofSeconds(5));
        loop.ends("a", FAILED);
        IncidentStatus incident = loop.status("q").incident().orElseThrow();
        assertEquals(2, incident.failures());
        assertEquals("exited 75", incident.reason());
        assertEquals(
                Duration.ofSeconds(5),
                Duration.between(incident.since(), loop.status().now()));
        assertEquals(
                ofSeconds(10),
                Duration.between(loop.status().now(), incident.nextAttempt().orElseThrow()));
        assertEquals(Health.FAILING, loop.status("q").health());
        assertTrue(loop.status().degraded());
        loop.advance(ofSeconds(10));
        loop.ends("a", OK);
        assertTrue(loop.status("q").incident().isEmpty());
        assertEquals(Health.OK, loop.status("q").health());
        assertFalse(loop.status().degraded());
    }

    @Test
    void aGoodItemDoesNotEndTheIncidentOfABadOne() {
        loop.rules(RuleMaker.spool("q").parallel(2));
        loop.written("q", "bad");
        loop.ends("bad", FAILED);
        loop.log.forget();
        loop.advance(ofSeconds(5)); // the bad one runs again, so nothing waits for its next attempt
        loop.written("q", "good");
        loop.ends("good", OK);
        assertEquals(Health.FAILING, loop.status("q").health());
        loop.ends("bad", FAILED);
        assertEquals(2, loop.status("q").incident().orElseThrow().failures());
        assertTrue(loop.log.shown().stream().noneMatch(line -> line.contains("works again")));
    }

    @Test
    void aBadItemThatWaitsForItsTurnStillFails() {
        loop.rules(RuleMaker.spool("q"));
        loop.written("q", "bad");
        loop.ends("bad", FAILED);
        loop.advance(ofSeconds(4));
        loop.written("q", "good");
        loop.advance(ofSeconds(1));
        loop.ends("good", OK);
        assertEquals(List.of("bad"), loop.running());
        assertEquals(Health.FAILING, loop.status("q").health());
        loop.ends("bad", OK);
        assertEquals(Health.OK, loop.status("q").health());
    }

    @Test
    void whenAllThatFailedHasVanishedNothingFails() {
        loop.rules(RuleMaker.spool("q"));
        loop.written("q", "bad");
        loop.ends("bad", FAILED);
        loop.advance(ofSeconds(5));
        loop.ends("bad", new Outcome.Vanished("it was gone when its turn came"));
        assertEquals(Health.OK, loop.status("q").health());
    }

    @Test
    void aGivenUpItemIsAnIncidentUntilSomethingSucceeds() {
        loop.rules(RuleMaker.spool("q").attempts(1));
        loop.written("q", "bad");
        loop.ends("bad", FAILED);
        assertEquals(Health.FAILING, loop.status("q").health());
        loop.written("q", "good");
        loop.ends("good", OK);
        assertEquals(Health.OK, loop.status("q").health());
    }

    @Test
    void theRootsOfARuleDecideHowItIsWhenNothingFails() {
        loop.rules(RuleMaker.spool("q"));
        rootIs(RootState.Kind.WATCHED);
        assertEquals(Health.OK, loop.status("q").health());
        rootIs(RootState.Kind.POLLING);
        assertEquals(Health.OK, loop.status("q").health());
        rootIs(RootState.Kind.WAITING);
        assertEquals(Health.WAITING, loop.status("q").health());
        rootIs(RootState.Kind.DEGRADED);
        assertEquals(Health.DEGRADED, loop.status("q").health());
        assertEquals(1, loop.status("q").roots().size());
    }

    @Test
    void aRootThatNobodyWatchesIsNotShown() {
        loop.rules(RuleMaker.spool("q"));
        rootIs(RootState.Kind.DEGRADED);
        var old = loop.tree("q");
        loop.rules(RuleMaker.spool("q").directory("/elsewhere"));
        loop.inbox.rootChanged(new RootState(old, RootState.Kind.DEGRADED, "too late", 0));
        loop.settleDown();
        assertEquals(List.of(), loop.status("q").roots());
        assertEquals(Health.OK, loop.status("q").health());
    }

    @Test
    void theStatusTellsOfEveryJob() {
        loop.rules(RuleMaker.spool("q"), RuleMaker.watch("w"));
        loop.written("q", "bad");
        loop.ends("bad", FAILED);
        loop.written("q", "runs", "waits");
        loop.written("w", "settles");
        Status status = loop.status();
        assertEquals("running", status.state());
        assertEquals("recording", status.backend());
        assertEquals("recording", status.launcher());
        assertEquals(2, status.limit());
        assertEquals(3, status.jobTotal());
        assertEquals(
                List.of("running", "retrying", "queued"),
                status.jobs().stream().map(JobStatus::state).toList());
        assertEquals(10_002, status.jobs().get(0).pid().orElseThrow());
        assertEquals(2, status.jobs().get(1).attempt());
        assertEquals(
                ofSeconds(5),
                Duration.between(
                        status.now(), status.jobs().get(1).nextAttempt().orElseThrow()));
        assertEquals(1, status.rules().get(0).running());
        assertEquals(1, status.rules().get(0).queued());
        assertEquals(1, status.rules().get(0).retrying());
        assertEquals(1, status.rules().get(0).failed());
        assertEquals(1, status.rules().get(1).settling());
    }

    @Test
    void whatRunsIsShownBeforeAThousandThatWait() {
        loop.rules(RuleMaker.spool("q"), RuleMaker.spool("r"));
        for (int i = 0; i < 1500; i++) {
            loop.written("q", "f" + i);
        }
        loop.written("r", "last");
        Status status = loop.status();
        assertEquals(1501, status.jobTotal());
        assertEquals(Status.MOST_JOBS, status.jobs().size());
        assertEquals("r", status.jobs().get(1).rule());
    }

    @Test
    void theLastRunIsKeptWithWhatItSaid() {
        loop.rules(RuleMaker.spool("q"));
        loop.written("q", "a");
        loop.advance(ofSeconds(3));
        loop.ends("a", FAILED);
        var run = loop.status("q").lastRun().orElseThrow();
        assertEquals(ofSeconds(3), run.took());
        assertEquals(FAILED, run.outcome());
        assertEquals("/q/a", run.path().orElseThrow().display());
        assertEquals(1, run.attempt());
    }

    private void rootIs(RootState.Kind kind) {
        loop.inbox.rootChanged(new RootState(loop.tree("q"), kind, "", 1));
        loop.settleDown();
    }
}
