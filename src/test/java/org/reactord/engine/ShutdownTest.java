package org.reactord.engine;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.exec.Launcher.Sent;
import org.reactord.job.Outcome;
import org.reactord.rule.RuleMaker;

/** How the daemon ends. */
class ShutdownTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    private final List<String> ended = new ArrayList<>();

    @BeforeEach
    void oneSpool() {
        loop.rules(RuleMaker.spool("q").timeout(ofMinutes(2)));
    }

    @Test
    void withNothingToWaitForItEndsAtOnce() {
        shutdown(false, "asked");
        assertTrue(loop.over());
        assertEquals(List.of("asked"), ended);
    }

    @Test
    void itWaitsForWhatRunsAndRemovesWhatThatDelivered() {
        loop.written("q", "a", "waits");
        loop.store.hold();
        shutdown(false, "asked");
        assertEquals("stopping", loop.status().state());
        assertFalse(loop.over());
        loop.ends("a", OK);
        assertFalse(loop.over(), "the item is still on its way out");
        loop.store.release();
        loop.settleDown();
        assertTrue(loop.over());
        assertEquals(List.of("asked"), ended);
        assertEquals(List.of("a"), loop.launched());
    }

    @Test
    void itStartsNothingAnyMore() {
        loop.launcher.always(FAILED);
        loop.written("q", "fails");
        loop.launcher.byHand();
        loop.written("q", "a");
        shutdown(false, "asked");
        loop.written("q", "late");
        loop.advance(ofSeconds(30));
        assertEquals(List.of("fails", "a"), loop.launched());
        loop.ends("a", FAILED);
        assertTrue(loop.over());
    }

    @Test
    void itWaitsNoLongerThanTheTimeoutAllows() {
        loop.written("q", "a");
        shutdown(false, "asked");
        loop.advance(ofMinutes(2));
        assertEquals(List.of(Sent.TERM), signals());
        loop.ends("a", new Outcome.Signalled("TERM", false));
        assertTrue(loop.over());
    }

    @Test
    void nowMeansTermAndTenSecondsLaterKill() {
        loop.written("q", "a");
        shutdown(true, "asked");
        assertEquals(List.of(Sent.TERM), signals());
        loop.advance(ofSeconds(10));
        assertEquals(List.of(Sent.TERM, Sent.KILL), signals());
        loop.ends("a", new Outcome.Signalled("KILL", false));
        assertTrue(loop.over());
        assertEquals(
                "cancelled", loop.status("q").lastRun().orElseThrow().outcome().word());
        assertEquals(0, loop.status("q").failed());
    }

    @Test
    void askingAgainWithNowHurriesIt() {
        loop.written("q", "a");
        shutdown(false, "patient");
        shutdown(true, "hasty");
        loop.ends("a", new Outcome.Signalled("TERM", false));
        assertEquals(List.of("patient", "hasty"), ended);
    }

    @Test
    void aCommandThatSucceedsAfterItWasToldToEndIsDelivered() {
        loop.written("q", "a");
        shutdown(true, "asked");
        loop.ends("a", OK);
        assertEquals(1, loop.store.deliveries().size());
        assertTrue(loop.over());
    }

    @Test
    void aChildThatNotEvenAKillEndsDoesNotHoldItUpForEver() {
        loop.written("q", "a");
        shutdown(true, "asked");
        loop.advance(ofSeconds(19));
        assertFalse(loop.over());
        loop.advance(ofSeconds(1));
        assertTrue(loop.over());
        assertEquals(List.of("asked"), ended);
    }

    @Test
    void whoAsksWhenItIsOverIsAnsweredAtOnce() {
        shutdown(false, "first");
        loop.inbox.shutdown(false, () -> ended.add("second")); // after the last turn, before the inbox is closed
        loop.inbox.close();
        loop.inbox.shutdown(false, () -> ended.add("third"));
        assertEquals(List.of("first", "second", "third"), ended);
    }

    @Test
    void aDeferredStartDoesNotHoldItUp() {
        loop.launcher.always(new Outcome.Deferred("no more processes"));
        loop.written("q", "a");
        shutdown(false, "asked");
        assertTrue(loop.over());
    }

    private void shutdown(boolean now, String who) {
        loop.inbox.shutdown(now, () -> ended.add(who));
        loop.settleDown();
    }

    private List<Sent> signals() {
        return loop.launcher.signals().stream()
                .map(RecordingLauncher.Signal::signal)
                .toList();
    }
}
