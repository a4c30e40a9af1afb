package org.reactord.source.inotify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Event;
import org.reactord.event.WatchedTree;
import org.reactord.source.EventSink;
import org.reactord.source.Progress;
import org.reactord.source.Progress.Work;
import org.reactord.source.RootState;
import org.reactord.source.WatchRequest;

/** Long walks say how far they have come, and short ones say nothing. */
class HeadwayTest {
    private final List<RootState> told = new ArrayList<>();
    private final Tree tree = new Tree(new WatchedTree(BytePath.ofUtf8("/big"), true, List.of()), WatchRequest.ALL);
    private long now;

    private final Headway headway = new Headway(
            new EventSink() {
                @Override
                public boolean offer(Event event) {
                    return true;
                }

                @Override
                public void flush() {}

                @Override
                public void awaitRoom() {}

                @Override
                public void rootChanged(RootState state) {
                    told.add(state);
                }
            },
            () -> now);

    private Scan walk(Scan.Purpose purpose) {
        return new Scan(tree, purpose, null, new byte[0]);
    }

    private void goOn(Scan scan, int steps) {
        for (int i = 0; i < steps; i++) {
            now += Duration.ofMillis(10).toNanos();
            scan.directories += 2;
            scan.names += 512;
            headway.made(scan);
        }
    }

    @Test
    void aShortWalkIsNotSpokenOf() {
        goOn(walk(Scan.Purpose.WATCH), 90);
        headway.over(tree);
        assertEquals(List.of(), told);
    }

    @Test
    void aLongOneIsHeardOfOnceASecondAndAtItsEnd() {
        goOn(walk(Scan.Purpose.start(5)), 350);
        assertEquals(3, told.size());
        assertEquals(
                Optional.of(new Progress(Work.CATCHING_UP, 202, 51_712)),
                told.get(0).progress());
        assertTrue(told.get(2).progress().orElseThrow().names() > 150_000);
        headway.over(tree);
        assertEquals(Optional.empty(), told.get(3).progress());
        headway.over(tree);
        assertEquals(4, told.size());
    }

    @Test
    void theNextWalkIsShortAgain() {
        goOn(walk(Scan.Purpose.WATCH), 150);
        headway.over(tree);
        goOn(walk(Scan.Purpose.WATCH), 90);
        assertEquals(2, told.size());
    }

    @Test
    void whatElseIsKnownOfTheTreeStays() {
        tree.told = new RootState(tree.watched, RootState.Kind.DEGRADED, "/big/x: permission denied", 7);
        tree.watches = 9;
        goOn(walk(Scan.Purpose.forced(Cause.OVERFLOW)), 150);
        RootState state = told.get(0);
        assertEquals(RootState.Kind.DEGRADED, state.kind());
        assertEquals("/big/x: permission denied", state.detail());
        assertEquals(9, state.watches());
        assertEquals(Work.COMPARING, state.progress().orElseThrow().work());
    }
}
