package org.reactord.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.event.Cause;
import org.reactord.rule.RuleMaker;

/** A spool of any size waits in bounded memory. */
class BacklogTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    @BeforeEach
    void oneSpool() {
        loop.rules(RuleMaker.spool("outbox"));
    }

    private void written(int from, int to) {
        for (int i = from; i < to; i++) {
            loop.written("outbox", "f" + i);
        }
    }

    @Test
    void whatDoesNotFitIsLeftOnDiskAndLookedForWhenHalfOfTheRoomIsFree() {
        written(0, Backlog.MOST_FRESH + 5);
        assertEquals(Backlog.MOST_FRESH, loop.status().jobTotal());

        for (int i = 0; i < Backlog.MOST_FRESH / 2 - 1; i++) {
            loop.ends("f" + i, OK);
        }
        assertEquals(List.of(), loop.source.rescans());
        loop.ends("f" + (Backlog.MOST_FRESH / 2 - 1), OK);
        assertEquals(List.of(new RecordingSource.Rescan(loop.tree("outbox"), Cause.OVERFLOW)), loop.source.rescans());
    }

    @Test
    void nothingIsLookedForWhereNothingWasLeft() {
        written(0, 3);
        loop.ends("f0", OK);
        loop.ends("f1", OK);
        loop.ends("f2", OK);
        assertEquals(List.of(), loop.source.rescans());
    }

    @Test
    void itemsThatFailedDoNotTakeTheRoomOfFreshOnes() {
        written(0, Backlog.MOST_FRESH);
        for (int i = 0; i < Backlog.MOST_FRESH; i++) {
            loop.ends("f" + i, FAILED);
        }
        loop.written("outbox", "good");
        assertEquals(List.of("good"), loop.running());
    }
}
