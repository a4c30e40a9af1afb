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
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.event.Cause;
import org.reactord.event.FileStamp;
import org.reactord.event.Seen;
import org.reactord.rule.Enabled;
import org.reactord.rule.Per;
import org.reactord.rule.RuleMaker;
import org.reactord.source.WatchRequest;

/** Until when a rule has handled all, as the disk knows it, and what a restart makes of that. */
class MarkingTest {
    private static final long MARK = 1_000;

    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    private long now() {
        return loop.ticker.now().epochNanos();
    }

    private OptionalLong marked() {
        return loop.store.newMark("notes", loop.tree("notes").root());
    }

    private Seen found() {
        return loop.in("notes").because(Cause.CATCH_UP);
    }

    private static FileStamp changedAt(long ctime) {
        FileStamp stamp = Seen.newStamp();
        return new FileStamp(stamp.device(), stamp.inode(), stamp.size(), stamp.modified(), ctime);
    }

    private void leftMark() {
        loop.store.leftMark("notes", org.reactord.event.BytePath.ofUtf8("/notes"), MARK);
    }

    @Test
    void aNewRuleIsMarkedSoonAndLooksBackAtNothing() {
        loop.source.toldUntil(now() + 1);
        loop.rules(RuleMaker.watch("notes"));
        assertEquals(
                WatchRequest.NOTHING,
                loop.source.requestFor(loop.tree("notes")).orElseThrow().since());
        loop.advance(ofMillis(999));
        assertTrue(marked().isEmpty());
        loop.advance(ofMillis(1));
        assertTrue(marked().isPresent());
        assertFalse(loop.hasDeadline(), "and nobody wakes for it again");
    }

    @Test
    void itIsRenewedOnceTheWorkHasRunDry() {
        loop.rules(RuleMaker.watch("notes"));
        loop.advance(ofSeconds(1));
        loop.written("notes", "a");
        loop.source.toldUntil(7);
        loop.advance(ofMinutes(1));
        assertEquals(Long.MAX_VALUE, marked().orElseThrow(), "it runs, so nothing is handled yet");
        loop.ends("a", OK);
        loop.advance(ofSeconds(1));
        assertEquals(7, marked().orElseThrow());
    }

    @Test
    void whatWaitsForAnotherAttemptIsOnDiskAndHoldsNothingBack() {
        loop.rules(RuleMaker.watch("notes"));
        loop.written("notes", "a");
        loop.advance(ofSeconds(1));
        loop.ends("a", FAILED);
        assertEquals(1, loop.store.living().size());
        loop.advance(ofSeconds(1));
        assertTrue(marked().isPresent());
    }

    @Test
    void anInstantThatStaysBehindIsAskedForAFewTimesAndThenWithTheNextEvent() {
        loop.source.toldUntil(3);
        loop.rules(RuleMaker.watch("notes").match("*.md"));
        loop.advance(ofMinutes(5));
        assertEquals(3, marked().orElseThrow());
        assertFalse(loop.hasDeadline());
        loop.source.toldUntil(now());
        loop.written("notes", "other.txt");
        loop.advance(ofMinutes(5));
        assertEquals(now() - ofMinutes(5).toNanos(), marked().orElseThrow());
        assertFalse(loop.hasDeadline());
    }

    @Test
    void whoDoesNotCatchUpHasNoMark() {
        loop.rules(
                RuleMaker.watch("notes").catchUp(false), RuleMaker.watch("off").enabled(Enabled.OFF));
        loop.advance(ofMinutes(1));
        assertTrue(marked().isEmpty());
    }

    @Test
    void aRestartLooksForWhatHasChangedSince() {
        leftMark();
        loop.rules(RuleMaker.watch("notes"));
        assertEquals(
                MARK - 1,
                loop.source.requestFor(loop.tree("notes")).orElseThrow().since(),
                "in the same tick of the clock something may have come later");
        loop.sees(found().written("old", changedAt(MARK - 1 + 1)));
        loop.sees(found().written("new", changedAt(MARK + 5)));
        loop.advance(ofSeconds(1));
        assertEquals(List.of("old new"), loop.launched());
        assertEquals(Cause.CATCH_UP, loop.launcher.running().get(0).attempt().cause());
    }

    @Test
    void whatIsOlderThanTheMarkOfTheRuleIsOnlyForAnotherThatIsFurtherBehind() {
        leftMark();
        loop.store.leftMark("behind", org.reactord.event.BytePath.ofUtf8("/notes"), MARK - 100);
        loop.rules(RuleMaker.watch("notes"), RuleMaker.watch("behind").directory("/notes"));
        loop.sees(found().written("a", changedAt(MARK - 50)));
        loop.advance(ofSeconds(1));
        assertEquals(List.of("a"), loop.launched());
        assertEquals("behind", loop.launcher.running().get(0).attempt().rule().name());
    }

    @Test
    void aDirectoryThatHasLostNamesIsForWhoTakesAllAsOne() {
        leftMark();
        loop.store.leftMark("each", org.reactord.event.BytePath.ofUtf8("/notes"), MARK);
        loop.rules(
                RuleMaker.watch("notes"),
                RuleMaker.watch("each").directory("/notes").per(Per.FILE));
        loop.sees(found().directory("sub", changedAt(MARK + 1)));
        loop.advance(ofSeconds(1));
        assertEquals(List.of("sub"), loop.launched());
        assertEquals("notes", loop.launcher.running().get(0).attempt().rule().name());
    }

    @Test
    void theEndMarksWhatIsDoneAtOnce() {
        loop.rules(RuleMaker.watch("notes"));
        loop.written("notes", "a");
        loop.advance(ofSeconds(1));
        loop.ends("a", OK);
        loop.source.toldUntil(now());
        loop.inbox.shutdown(false, () -> {});
        loop.settleDown();
        assertEquals(now(), marked().orElseThrow());
        assertTrue(loop.over());
    }

    @Test
    void butNotWhatHappenedWhileItEnded() {
        loop.rules(RuleMaker.watch("notes"));
        loop.advance(ofSeconds(1));
        loop.written("notes", "a");
        loop.advance(ofSeconds(1));
        loop.inbox.shutdown(false, () -> {});
        loop.written("notes", "b");
        loop.source.toldUntil(now());
        loop.ends("a", OK);
        assertEquals(Long.MAX_VALUE, marked().orElseThrow(), "the mark from the beginning");
        assertTrue(loop.over());
    }

    @Test
    void aRuleThatIsGoneLeavesNoMark() {
        loop.rules(RuleMaker.watch("notes"), RuleMaker.watch("other"));
        loop.advance(ofSeconds(1));
        assertTrue(marked().isPresent());
        org.reactord.event.BytePath root = loop.tree("notes").root();
        loop.rules(RuleMaker.watch("other"));
        assertTrue(loop.store.newMark("notes", root).isEmpty());
    }
}
