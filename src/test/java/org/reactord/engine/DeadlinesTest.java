package org.reactord.engine;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final Deadlines deadlines = new Deadlines();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatIsDueHappensInOrderAndOnce() {
        at(30, "c");
        at(10, "a");
        at(10, "b");
        deadlines.runDue(moment(9));
        assertEquals(List.of(), done);
        deadlines.runDue(moment(10));
        assertEquals(List.of("a", "b"), done);
        deadlines.runDue(moment(100));
        deadlines.runDue(moment(100));
        assertEquals(List.of("a", "b", "c"), done);
    }

    @Test
    void theNextIsTheSoonestThatWasNotCancelled() {
        assertTrue(deadlines.next().isEmpty());
        at(30, "c");
        Deadlines.Deadline first = at(10, "a");
        assertEquals(OptionalLong.of(10), deadlines.next());
        deadlines.cancel(first);
        assertEquals(OptionalLong.of(30), deadlines.next());
    }

    @Test
    void whatIsCancelledNeverHappens() {
        Deadlines.Deadline one = at(10, "a");
        deadlines.cancel(one);
        deadlines.cancel(one);
        deadlines.runDue(moment(10));
        assertEquals(List.of(), done);
    }

    @Test
    void cancellingWhatHasHappenedDoesNothing() {
        Deadlines.Deadline one = at(10, "a");
        deadlines.runDue(moment(10));
        deadlines.cancel(one);
        at(20, "b");
        deadlines.runDue(moment(20));
        assertEquals(List.of("a", "b"), done);
    }

    @Test
    void oneThatIsDueMayCancelAnotherThatIsDueAsWell() {
        Deadlines.Deadline second = at(11, "b");
        deadlines.at(10, now -> deadlines.cancel(second));
        deadlines.runDue(moment(20));
        assertEquals(List.of(), done);
    }

    @Test
    void oneThatIsDueMayAddAnotherThatIsDueAsWell() {
        deadlines.at(10, now -> at(10, "b"));
        deadlines.runDue(moment(10));
        assertEquals(List.of("b"), done);
    }

    @Test
    void thousandsOfCancelledOnesLeaveTheLivingAlone() {
        for (int i = 0; i < 10_000; i++) {
            deadlines.cancel(at(1000 + i, "never"));
        }
        at(500, "a");
        for (int i = 0; i < 10_000; i++) {
            deadlines.cancel(at(i, "never"));
        }
        at(20_000, "b");
        deadlines.runDue(moment(30_000));
        assertEquals(List.of("a", "b"), done);
    }

    @Test
    void aDelayOfAgesDoesNotRunOver() {
        Moment now = moment(Long.MAX_VALUE / 2);
        assertTrue(now.after(ofDays(3_650_000)) > now.ticks());
        assertEquals(now.ticks() + 1_000_000_000L, now.after(ofSeconds(1)));
    }

    @Test
    void theWallIsTheOneOfTheMoment() {
        Moment now = moment(1000);
        assertEquals(Instant.EPOCH.plusSeconds(5), now.wallAt(now.after(ofSeconds(5))));
        assertEquals(ofSeconds(2), moment(2_000_001_000L).since(now));
    }

    private Deadlines.Deadline at(long ticks, String what) {
        return deadlines.at(ticks, now -> done.add(what));
    }

    private static Moment moment(long ticks) {
        return new Moment(ticks, Instant.EPOCH);
    }
}
