package org.reactord.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.event.Change;
import org.reactord.event.FileStamp;
import org.reactord.event.Overflow;
import org.reactord.event.Seen;
import org.reactord.job.FileChange;
import org.reactord.rule.Per;
import org.reactord.rule.RuleMaker;
import org.reactord.source.WatchRequest;

/** How changes of a watched tree gather, and what a command is told. */
class WatchTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    @BeforeEach
    void oneWatch() {
        loop.rules(RuleMaker.watch("notes"));
    }

    @Test
    void whoAsksForFilesThatAppearIsToldOfThemAmongOthers() {
        assertFalse(loop.source.requestFor(loop.tree("notes")).orElseThrow().creations());
        loop.rules(
                RuleMaker.watch("notes"),
                RuleMaker.watch("other").directory("/notes").on(Change.CREATED));
        assertTrue(loop.source.requestFor(loop.tree("notes")).orElseThrow().creations());
    }

    @Test
    void whatLiesThereAtStartIsNoChange() {
        assertEquals(
                WatchRequest.NOTHING,
                loop.source.requestFor(loop.tree("notes")).orElseThrow().since());
        loop.sees(loop.foundAtStart("notes").written("a"));
        loop.advance(ofMinutes(1));
        assertTrue(loop.launched().isEmpty());
    }

    @Test
    void itSettlesOnlyAfterTheQuietPeriod() {
        loop.written("notes", "a");
        loop.advance(ofMillis(999));
        assertTrue(loop.launched().isEmpty());
        loop.advance(ofMillis(1));
        assertEquals(List.of("a"), loop.launched());
    }

    @Test
    void everyEventBeginsTheQuietAnew() {
        loop.written("notes", "a");
        loop.advance(ofMillis(900));
        loop.written("notes", "b");
        loop.advance(ofMillis(999));
        assertTrue(loop.launched().isEmpty());
        loop.advance(ofMillis(1));
        assertEquals(List.of("a b"), loop.launched());
    }

    @Test
    void itNeverWaitsLongerThanTenTimesTheQuietAfterTheFirstEvent() {
        loop.written("notes", "a");
        for (int i = 0; i < 19; i++) {
            loop.advance(ofMillis(500));
            loop.written("notes", "a");
        }
        loop.advance(ofMillis(499));
        assertTrue(loop.launched().isEmpty(), "9.999 s after the first event");
        loop.advance(ofMillis(1));
        assertEquals(List.of(10.0), loop.startsOf("a"));
    }

    @Test
    void afterTheBoundANewWindowBegins() {
        loop.launcher.always(OK);
        for (int i = 0; i < 50; i++) {
            loop.written("notes", "a");
            loop.advance(ofMillis(500));
        }
        loop.advance(ofSeconds(10));
        assertEquals(List.of(10.0, 20.0, 25.5), loop.startsOf("a"));
    }

    @Test
    void whatCameAndWentWhileSettlingIsNothing() {
        loop.rules(RuleMaker.watch("notes").on(Change.CREATED, Change.DELETED));
        loop.sees(loop.in("notes").created("a"));
        loop.sees(loop.in("notes").deleted("a"));
        loop.advance(ofMinutes(1));
        assertTrue(loop.launched().isEmpty());
        assertEquals(0, loop.status().jobTotal());
    }

    @Test
    void aThousandChangesAreOneJobAndOneWake() {
        for (int i = 0; i < 1000; i++) {
            loop.written("notes", "f" + i);
        }
        loop.advance(ofSeconds(5));
        assertEquals(1, loop.launched().size());
        assertEquals(1000, loop.launcher.running().get(0).attempt().changes().size());
        assertEquals(1, loop.wakes());
    }

    @Test
    void whatChangesWhileTheCommandRunsIsTheNextJob() {
        loop.written("notes", "a");
        loop.advance(ofSeconds(1));
        loop.written("notes", "b", "c");
        loop.advance(ofSeconds(1));
        loop.written("notes", "d");
        loop.advance(ofMinutes(1));
        assertEquals(List.of("a"), loop.running());
        assertEquals(1, loop.status("notes").queued());
        loop.ends("a", OK);
        assertEquals(List.of("a", "b c d"), loop.launched());
    }

    @Test
    void whatChangesStillSettlesWhenTheCommandEnds() {
        loop.written("notes", "a");
        loop.advance(ofSeconds(1));
        loop.written("notes", "b");
        loop.ends("a", OK);
        assertEquals(List.of("a"), loop.launched());
        loop.advance(ofSeconds(1));
        assertEquals(List.of("a", "b"), loop.launched());
    }

    @Test
    void whatChangesWhileAJobWaitsForItsNextAttemptJoinsIt() {
        loop.launcher.always(FAILED);
        loop.written("notes", "a");
        loop.advance(ofSeconds(2));
        loop.written("notes", "b");
        loop.advance(ofSeconds(5));
        assertEquals(List.of("a", "a b"), loop.launched());
        assertEquals(
                1,
                loop.launcher.launches().stream()
                        .map(launch -> launch.attempt().job())
                        .distinct()
                        .count());
    }

    @Test
    void whatAFailedAttemptWasToldOfDoesNotComeToNothing() {
        loop.rules(RuleMaker.watch("notes").on(Change.CREATED, Change.DELETED));
        loop.launcher.always(FAILED);
        loop.sees(loop.in("notes").created("a"));
        loop.advance(ofSeconds(2));
        loop.sees(loop.in("notes").deleted("a"));
        loop.advance(ofSeconds(4));
        assertEquals(
                Change.DELETED,
                loop.launcher.launches().get(1).attempt().changes().get(0).change());
    }

    @Test
    void aWaitingBatchThatComesToNothingIsNoWork() {
        loop.rules(RuleMaker.watch("notes").on(Change.CREATED, Change.DELETED).sequential("{dir}"));
        loop.sees(loop.in("notes").created("first"));
        loop.advance(ofSeconds(1));
        loop.sees(loop.in("notes").created("a"));
        loop.advance(ofSeconds(1));
        loop.sees(loop.in("notes").deleted("a"));
        loop.advance(ofSeconds(1));
        loop.rules(RuleMaker.watch("notes").on(Change.CREATED, Change.DELETED).sequential("{root}"));
        loop.ends("first", OK);
        assertEquals(List.of("first"), loop.launched());
        assertEquals(0, loop.status().jobTotal());
    }

    @Test
    void anAtomicSaveIsOneChangeOfItsTarget() {
        loop.written("notes", "a.tmp");
        loop.sees(loop.in("notes").moved("a.tmp", "a"));
        loop.advance(ofSeconds(1));
        FileChange change = loop.launcher.running().get(0).attempt().changes().get(0);
        assertEquals("a", change.path().name().display());
        assertEquals(Change.WRITTEN, change.change());
        assertEquals(List.of("a"), loop.launched());
    }

    @Test
    void aNameThatIsMovedToWhereTheRuleDoesNotLookIsGone() {
        loop.rules(RuleMaker.watch("notes").match("*.txt"));
        loop.sees(loop.in("notes").moved("a.txt", "a.bak"));
        loop.advance(ofSeconds(1));
        FileChange change = loop.launcher.running().get(0).attempt().changes().get(0);
        assertEquals("a.txt", change.path().name().display());
        assertEquals(Change.DELETED, change.change());
    }

    @Test
    void whatTheRuleDoesNotWantLeavesNoTrace() {
        loop.rules(RuleMaker.watch("notes").match("*.txt").ignore("secret*"));
        loop.advance(ofSeconds(1)); // the first mark of the changed rule
        loop.written("notes", "a.bin", "secret.txt", ".a.txt.swp");
        loop.sees(loop.in("notes").attributes("a.txt"));
        assertFalse(loop.hasDeadline());
        assertEquals(0, loop.status("notes").settling());
    }

    @Test
    void lostEventsAreCountedAndWhatAComparisonFindsIsWork() {
        loop.sees(new Overflow(loop.tree("notes"), "the kernel's queue was full"));
        loop.sees(loop.in("notes").because(org.reactord.event.Cause.OVERFLOW).written("a"));
        loop.advance(ofSeconds(1));
        assertEquals(List.of("a"), loop.launched());
        assertEquals(1, loop.status().overflows());
    }

    @Test
    void perFileEachFileIsAJob() {
        loop.rules(RuleMaker.watch("notes").per(Per.FILE));
        loop.written("notes", "a", "b");
        loop.advance(ofSeconds(1));
        loop.ends("a", OK);
        assertEquals(List.of("a", "b"), loop.launched());
    }

    @Test
    void perFileADeletionAfterAFailedAttemptIsTheJobThatCounts() {
        loop.rules(RuleMaker.watch("notes").per(Per.FILE));
        loop.written("notes", "a");
        loop.advance(ofSeconds(1));
        loop.ends("a", FAILED);
        loop.sees(loop.in("notes").deleted("a"));
        loop.advance(ofSeconds(1));
        assertEquals(2, loop.launched().size());
        assertEquals(
                Change.DELETED,
                loop.launcher.running().get(0).attempt().changes().get(0).change());
    }

    @Test
    void perFileTheLastThingThatHappenedIsTheLastThatIsTold() {
        loop.rules(RuleMaker.watch("notes").per(Per.FILE));
        FileStamp stamp = Seen.newStamp();
        loop.sees(loop.in("notes").written("a", stamp));
        loop.advance(ofSeconds(1));
        loop.sees(loop.in("notes").deleted("a"));
        loop.advance(ofSeconds(1));
        loop.sees(loop.in("notes").written("a", stamp)); // moved away and back: the same file
        loop.advance(ofSeconds(1));
        loop.ends("a", OK);
        loop.advance(ofSeconds(1));
        assertEquals(
                Change.WRITTEN,
                loop.launcher.running().get(0).attempt().changes().get(0).change());
    }
}
