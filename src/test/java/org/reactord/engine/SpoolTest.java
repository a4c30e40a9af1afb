package org.reactord.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.engine.view.Health;
import org.reactord.event.Cause;
import org.reactord.event.FileStamp;
import org.reactord.event.Seen;
import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.rule.Done;
import org.reactord.rule.RuleMaker;
import org.reactord.source.WatchRequest;
import org.reactord.store.Disposal;

/** The life of a spool's items. */
class SpoolTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    @BeforeEach
    void oneSpool() {
        loop.rules(RuleMaker.spool("outbox"));
    }

    @Test
    void aCompleteFileIsLaunchedAtOnce() {
        loop.written("outbox", "a");
        assertEquals(List.of("a"), loop.launched());
        Attempt attempt = loop.launcher.runningFor("a");
        assertEquals(1, attempt.number());
        assertEquals(Cause.EVENT, attempt.cause());
    }

    @Test
    void whatLiesThereAtStartIsWorkAsWell() {
        assertEquals(
                WatchRequest.ALL,
                loop.source.requestFor(loop.tree("outbox")).orElseThrow().since());
        loop.sees(loop.foundAtStart("outbox").written("a"));
        assertEquals(Cause.START, loop.launcher.runningFor("a").cause());
    }

    @Test
    void successIsRecordedAndTheItemDisposedOf() {
        loop.written("outbox", "a");
        loop.store.hold();
        loop.ends("a", OK);
        assertEquals(1, loop.store.deliveries().size());
        assertEquals("disposing", loop.status().jobs().get(0).state());
        loop.store.release();
        loop.settleDown();
        assertTrue(loop.status().jobs().isEmpty());
        assertEquals(1, loop.status("outbox").succeeded());
        assertFalse(loop.hasDeadline(), "nothing is to happen any more");
    }

    @Test
    void aFailingItemIsTriedAgainOnItsOwnClockWithNoFurtherEvent() {
        loop.launcher.always(FAILED);
        loop.written("outbox", "a");
        loop.advance(ofSeconds(200));
        assertEquals(List.of(0.0, 5.0, 15.0, 35.0, 75.0, 135.0, 195.0), loop.startsOf("a"));
        assertEquals(6, loop.wakes(), "one wake an attempt");
    }

    @Test
    void theNextAttemptIsNotAMillisecondEarly() {
        loop.launcher.always(FAILED);
        loop.written("outbox", "a");
        loop.advance(ofMillis(4999));
        assertEquals(1, loop.launched().size());
        loop.advance(ofMillis(1));
        assertEquals(2, loop.launched().size());
    }

    @Test
    void theDelayCountsFromTheEndOfTheAttempt() {
        loop.written("outbox", "a");
        loop.advance(ofMinutes(3));
        loop.ends("a", FAILED);
        loop.advance(ofMillis(4999));
        assertEquals(1, loop.launched().size());
        loop.advance(ofMillis(1));
        assertEquals(List.of(0.0, 185.0), loop.startsOf("a"));
    }

    @Test
    void eachItemHasAClockOfItsOwn() {
        loop.launcher.always(FAILED);
        loop.written("outbox", "x");
        loop.advance(ofSeconds(3));
        loop.written("outbox", "y");
        loop.advance(ofSeconds(33));
        assertEquals(List.of(0.0, 5.0, 15.0, 35.0), loop.startsOf("x"));
        assertEquals(List.of(3.0, 8.0, 18.0), loop.startsOf("y"));
    }

    @Test
    void aSuccessfulItemsSuccessorBeginsWithTheFirstDelay() {
        loop.launcher.always(attempt -> attempt.number() <= 2 ? FAILED : OK);
        loop.written("outbox", "a");
        loop.advance(ofSeconds(20));
        loop.written("outbox", "a");
        loop.advance(ofSeconds(20));
        assertEquals(List.of(0.0, 5.0, 15.0, 20.0, 25.0, 35.0), loop.startsOf("a"));
    }

    @Test
    void attemptsAreNumberedAndKeepTheNameOfTheirJob() {
        loop.launcher.always(FAILED);
        loop.written("outbox", "a");
        loop.advance(ofSeconds(16));
        List<Attempt> attempts = loop.launcher.launches().stream()
                .map(RecordingLauncher.Launch::attempt)
                .toList();
        assertEquals(List.of(1, 2, 3), attempts.stream().map(Attempt::number).toList());
        assertEquals(1, attempts.stream().map(Attempt::job).distinct().count());
        assertEquals(3, attempts.stream().map(Attempt::run).distinct().count());
        assertEquals(
                List.of(Cause.EVENT, Cause.RETRY, Cause.RETRY),
                attempts.stream().map(Attempt::cause).toList());
    }

    @Test
    void aThousandFailingItemsDoNotDelayAGoodOne() {
        loop.launcher.always(
                attempt -> attempt.changes().get(0).path().display().endsWith("/good") ? OK : FAILED);
        for (int i = 0; i < 1000; i++) {
            loop.written("outbox", "bad" + i);
        }
        loop.advance(ofSeconds(61));
        loop.launcher.byHand();
        loop.advance(ofSeconds(60)); // one of the bad ones runs, hundreds have come due again
        assertEquals(1, loop.running().size());
        loop.written("outbox", "good");
        loop.ends(loop.running().get(0), FAILED);
        assertEquals(List.of("good"), loop.running());
    }

    @Test
    void anItemThatIsToldOfAgainUnchangedIsOneJob() {
        FileStamp stamp = Seen.newStamp();
        loop.sees(loop.in("outbox").written("a", stamp));
        loop.sees(loop.in("outbox").because(Cause.OVERFLOW).written("a", stamp));
        loop.ends("a", OK);
        assertEquals(List.of("a"), loop.launched());
        assertTrue(loop.status().jobs().isEmpty());
    }

    @Test
    void beingToldOfAFailingItemAgainDoesNotHurryIt() {
        loop.launcher.always(FAILED);
        FileStamp stamp = Seen.newStamp();
        loop.sees(loop.in("outbox").written("a", stamp));
        loop.advance(ofSeconds(2));
        loop.sees(loop.in("outbox").because(Cause.OVERFLOW).written("a", stamp));
        loop.advance(ofSeconds(14));
        assertEquals(List.of(0.0, 5.0, 15.0), loop.startsOf("a"));
    }

    @Test
    void otherContentInAQueuedNameIsANewJobInItsPlace() {
        loop.written("outbox", "first", "a");
        String before = jobOf("a");
        loop.written("outbox", "a");
        assertNotEquals(before, jobOf("a"));
        assertEquals(2, loop.status().jobTotal());
        loop.ends("first", OK);
        loop.ends("a", OK);
        assertEquals(List.of("first", "a"), loop.launched());
    }

    @Test
    void otherContentInAFailingNameOwesNothingToTheOld() {
        loop.written("outbox", "a");
        String before = jobOf("a");
        loop.ends("a", FAILED);
        loop.written("outbox", "a");
        assertEquals(1, loop.launcher.runningFor("a").number());
        assertNotEquals(before, jobOf("a"));
        loop.ends("a", OK);
        loop.advance(ofMinutes(5));
        assertEquals(2, loop.launched().size());
    }

    @Test
    void otherContentInARunningNameIsANewJobAfterwards() {
        loop.written("outbox", "a");
        loop.written("outbox", "a");
        assertEquals(1, loop.launched().size(), "never two of one name at once");
        loop.store.answer(attempt -> new Disposal.Replaced());
        loop.ends("a", OK);
        assertEquals(2, loop.launched().size());
        assertEquals(1, loop.launcher.runningFor("a").number());
    }

    @Test
    void otherContentInARunningNameThatFailsIsTheNextJobAtOnce() {
        loop.written("outbox", "a");
        loop.written("outbox", "a");
        loop.ends("a", FAILED);
        assertEquals(List.of(0.0, 0.0), loop.startsOf("a"));
        assertEquals(1, loop.launcher.runningFor("a").number());
    }

    @Test
    void otherContentWhileTheOldIsRemovedIsANewJob() {
        loop.store.hold();
        loop.written("outbox", "a");
        loop.ends("a", OK);
        loop.written("outbox", "a");
        assertEquals(1, loop.launched().size());
        loop.store.release();
        loop.settleDown();
        assertEquals(2, loop.launched().size());
    }

    @Test
    void whatWasDeliveredBeforeIsOnlyRemoved() {
        FileStamp stamp = Seen.newStamp();
        loop.sees(loop.in("outbox").written("a", stamp));
        loop.store.answer(attempt -> new Disposal.Stuck("it cannot be removed: read-only file system"));
        loop.ends("a", OK);
        loop.store.answer(attempt -> new Disposal.Done());
        loop.sees(loop.in("outbox").because(Cause.OVERFLOW).written("a", stamp));
        assertEquals(List.of("a"), loop.launched());
        assertEquals(2, loop.store.deliveries().size());
        assertEquals(Health.OK, loop.status("outbox").health());
    }

    @Test
    void anItemThatCannotBeRemovedBreaksTheRuleAndIsNotRunAgain() {
        FileStamp stamp = Seen.newStamp();
        loop.store.answer(attempt -> new Disposal.Stuck("it cannot be removed: read-only file system"));
        loop.sees(loop.in("outbox").written("a", stamp));
        loop.ends("a", OK);
        for (int i = 0; i < 5; i++) {
            loop.sees(loop.in("outbox").because(Cause.OVERFLOW).written("a", stamp));
            loop.advance(ofMinutes(10));
        }
        assertEquals(List.of("a"), loop.launched());
        assertEquals(Health.BROKEN, loop.status("outbox").health());
        assertEquals(
                "/outbox/a was handled, but it cannot be removed: read-only file system",
                loop.status("outbox").trouble().orElseThrow());
        assertTrue(loop.status().degraded());
    }

    @Test
    void aRuleIsMendedWhenSomebodyRemovesTheItem() {
        loop.store.answer(attempt -> new Disposal.Stuck("it cannot be removed"));
        loop.written("outbox", "a");
        loop.ends("a", OK);
        loop.sees(loop.in("outbox").deleted("a"));
        assertEquals(Health.OK, loop.status("outbox").health());
    }

    @Test
    void aKeptItemIsNotHandledAgainUntilItChanges() {
        loop.rules(RuleMaker.spool("outbox").done(new Done.Keep()));
        FileStamp stamp = Seen.newStamp();
        loop.launcher.always(OK);
        loop.sees(loop.in("outbox").written("a", stamp));
        loop.sees(loop.in("outbox").because(Cause.OVERFLOW).written("a", stamp));
        assertEquals(1, loop.launched().size());
        loop.written("outbox", "a");
        assertEquals(2, loop.launched().size());
        assertEquals(2, loop.store.deliveries().size());
    }

    @Test
    void anItemThatVanishesBeforeItsTurnIsNoWork() {
        loop.written("outbox", "first", "a");
        loop.sees(loop.in("outbox").deleted("a"));
        loop.ends("first", OK);
        assertEquals(List.of("first"), loop.launched());
        assertEquals(0, loop.status().jobTotal());
    }

    @Test
    void aFailingItemThatVanishesIsNotTriedAgainAndNothingFailsAnyMore() {
        loop.written("outbox", "a");
        loop.ends("a", FAILED);
        assertEquals(Health.FAILING, loop.status("outbox").health());
        loop.sees(loop.in("outbox").deleted("a"));
        assertEquals(Health.OK, loop.status("outbox").health());
        assertFalse(loop.hasDeadline());
    }

    @Test
    void aRunningCommandIsLeftAloneWhenItsItemVanishes() {
        loop.written("outbox", "a");
        loop.sees(loop.in("outbox").deleted("a"));
        loop.advance(ofSeconds(30));
        assertTrue(loop.launcher.signals().isEmpty());
        loop.ends("a", new Outcome.Vanished("the file is gone"));
        assertEquals(0, loop.status().jobTotal());
        assertFalse(loop.hasDeadline());
    }

    @Test
    void aFileThatIsRenamedWithinTheSpoolIsDeliveredUnderItsNewName() {
        loop.written("outbox", "first", "a");
        loop.sees(loop.in("outbox").moved("a", "b"));
        loop.ends("first", OK);
        assertEquals(List.of("b"), loop.running());
        loop.ends("b", OK);
        assertEquals(List.of("first", "b"), loop.launched());
    }

    @Test
    void afterTheLastAttemptTheItemIsSetAside() {
        loop.rules(RuleMaker.spool("outbox").attempts(3));
        loop.launcher.always(FAILED);
        loop.written("outbox", "a");
        loop.advance(ofMinutes(10));
        assertEquals(List.of(0.0, 5.0, 15.0), loop.startsOf("a"));
        assertEquals(List.of("exited 75"), List.copyOf(loop.store.givenUp().values()));
        assertEquals(1, loop.status("outbox").givenUp());
        assertEquals(0, loop.status().jobTotal());
    }

    @Test
    void aGivenUpItemHasItsReasonWithWhatTheCommandSaid() {
        loop.rules(RuleMaker.spool("outbox").attempts(1));
        loop.written("outbox", "a");
        byte[] said = "no such user\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        loop.ends("a", FAILED, new Output(new byte[0], said, 0, said.length));
        assertEquals(
                List.of("exited 75; it said: no such user"),
                List.copyOf(loop.store.givenUp().values()));
    }

    @Test
    void aSettlingSpoolWaitsForQuiet() {
        loop.rules(RuleMaker.spool("outbox").settle(ofMillis(200)));
        loop.written("outbox", "a");
        loop.advance(ofMillis(199));
        assertTrue(loop.launched().isEmpty());
        assertEquals(1, loop.status("outbox").settling());
        loop.advance(ofMillis(1));
        assertEquals(List.of("a"), loop.launched());
        assertEquals(0, loop.status("outbox").settling());
    }

    @Test
    void eachItemSettlesByItself() {
        loop.rules(RuleMaker.spool("outbox").settle(ofSeconds(1)).parallel(0));
        loop.written("outbox", "a");
        loop.advance(ofMillis(600));
        loop.written("outbox", "b");
        loop.advance(ofMillis(400));
        assertEquals(List.of("a"), loop.launched());
        loop.advance(ofMillis(600));
        assertEquals(List.of("a", "b"), loop.launched());
    }

    @Test
    void anItemThatVanishesWhileItSettlesIsNoWork() {
        loop.rules(RuleMaker.spool("outbox").settle(ofSeconds(1)));
        loop.written("outbox", "a");
        loop.sees(loop.in("outbox").deleted("a"));
        assertFalse(loop.hasDeadline());
        loop.advance(ofMinutes(1));
        assertTrue(loop.launched().isEmpty());
    }

    private String jobOf(String name) {
        return loop.status().jobs().stream()
                .filter(job -> job.path().orElseThrow().name().display().equals(name))
                .findFirst()
                .orElseThrow()
                .id()
                .text();
    }
}
