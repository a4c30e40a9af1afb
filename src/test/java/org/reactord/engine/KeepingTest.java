package org.reactord.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.event.Cause;
import org.reactord.event.FileEvent;
import org.reactord.event.Seen;
import org.reactord.job.FileChange;
import org.reactord.job.JobId;
import org.reactord.job.PendingJob;
import org.reactord.rule.RuleMaker;

/** Which jobs outlive the daemon, and how they go on. */
class KeepingTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    private PendingJob left(String rule, int made, Duration until, String name) {
        FileEvent event = Seen.below("/" + rule).written(name);
        return new PendingJob(
                new JobId("0123456789a"),
                rule,
                Cause.EVENT,
                made,
                loop.ticker.now().wall().plus(until),
                List.of(FileChange.of(event)));
    }

    @Test
    void aFailedBatchIsKeptUntilItSucceeds() {
        loop.rules(RuleMaker.watch("notes"));
        loop.written("notes", "a");
        loop.advance(ofSeconds(1));
        assertTrue(loop.store.living().isEmpty());
        loop.ends("a", FAILED);
        PendingJob kept = loop.store.living().get(0);
        assertEquals(1, kept.made());
        assertEquals(loop.ticker.now().wall().plusSeconds(5), kept.due());
        loop.written("notes", "b");
        loop.advance(ofSeconds(1));
        assertEquals(2, loop.store.living().get(0).changes().size(), "what has joined it is kept, too");
        loop.advance(ofSeconds(4));
        loop.ends("a b", OK);
        assertTrue(loop.store.living().isEmpty());
    }

    @Test
    void anItemOfASpoolIsFoundInItsDirectory() {
        loop.rules(RuleMaker.spool("outbox"));
        loop.written("outbox", "a");
        loop.ends("a", FAILED);
        assertTrue(loop.store.living().isEmpty());
    }

    @Test
    void withoutCatchUpAJobIsKeptFromTheBeginning() {
        loop.rules(RuleMaker.watch("notes").catchUp(false));
        loop.written("notes", "a");
        loop.advance(ofSeconds(1));
        assertEquals(1, loop.store.living().size());
        loop.ends("a", OK);
        assertTrue(loop.store.living().isEmpty());
    }

    @Test
    void theEndKeepsWhatWaitsAndWhatGathers() {
        loop.rules(RuleMaker.watch("notes"));
        loop.written("notes", "a");
        loop.advance(ofSeconds(1));
        loop.sees(loop.in("notes").deleted("gone"));
        loop.inbox.shutdown(false, () -> {});
        loop.settleDown();
        loop.ends("a", OK);
        assertTrue(loop.over());
        assertEquals(1, loop.store.living().size());
        assertEquals(
                "/notes/gone",
                loop.store.living().get(0).changes().get(0).path().toString());
    }

    @Test
    void aKeptJobGoesOnWithItsCount() {
        loop.store.left(left("notes", 3, ofSeconds(7), "a"));
        loop.rules(RuleMaker.watch("notes"));
        loop.advance(ofMillis(6999));
        assertTrue(loop.launched().isEmpty());
        loop.advance(ofMillis(1));
        assertEquals(4, loop.launcher.running().get(0).attempt().number());
        assertEquals(
                "0123456789a", loop.launcher.running().get(0).attempt().job().text());
        loop.ends("a", OK);
        assertTrue(loop.store.living().isEmpty());
    }

    @Test
    void aClockThatWasSetBackDelaysItNoLongerThanItsRuleSays() {
        loop.store.left(left("notes", 1, Duration.ofDays(30), "a"));
        loop.rules(RuleMaker.watch("notes"));
        loop.advance(ofSeconds(5));
        assertEquals(List.of("a"), loop.launched());
    }

    @Test
    void whatTheRestartFindsAgainJoinsIt() {
        PendingJob left = left("notes", 0, Duration.ZERO, "a");
        loop.store.left(left);
        loop.store.leftMark("notes", left.changes().get(0).root(), 1);
        loop.launcher.always(OK);
        loop.rules(RuleMaker.watch("notes"));
        loop.advance(ofMinutes(1));
        assertEquals(List.of("a"), loop.launched());
    }

    @Test
    void aJobWhoseRuleIsGoneIsDroppedAudibly() {
        loop.store.left(left("gone", 2, ofSeconds(1), "a"));
        loop.rules(RuleMaker.watch("notes"));
        assertTrue(loop.store.living().isEmpty());
        assertTrue(loop.log.shown().stream()
                .anyMatch(line -> line.contains("rule 'gone': 1 job from before the restart was dropped")));
    }

    @Test
    void aDiskThatTakesNothingIsSaidAndTriedAgain() {
        loop.rules(RuleMaker.spool("outbox"));
        loop.inbox.troubled(Optional.of("No space left on device"));
        loop.settleDown();
        assertEquals(Optional.of("No space left on device"), loop.status().trouble());
        assertTrue(loop.status().degraded());
        loop.inbox.troubled(Optional.of("Input/output error"));
        loop.settleDown();
        loop.advance(ofSeconds(61));
        assertEquals(2, loop.store.tries(), "another reason does not try more often");
        loop.inbox.troubled(Optional.empty());
        loop.settleDown();
        loop.advance(ofMinutes(5));
        assertEquals(2, loop.store.tries());
        assertTrue(!loop.status().degraded());
    }
}
