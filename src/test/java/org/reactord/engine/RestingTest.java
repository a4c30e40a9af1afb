package org.reactord.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** When the daemon has come to rest, and when that is worth a wake-up. */
class RestingTest {
    private static final Duration LONG = ofSeconds(60);

    private final FakeTicker ticker = new FakeTicker();
    private final RecordingQuiet quiet = new RecordingQuiet();
    private final Resting resting = new Resting(quiet, ticker.now());
    private int wakes;

    private void work(int turns, Duration apart) {
        for (int i = 0; i < turns; i++) {
            pass(apart);
            resting.end(true, ticker.now());
        }
    }

    /** Time passes, and the loop wakes for nothing else than to rest. */
    private void pass(Duration time) {
        long until = ticker.now().ticks() + time.toNanos();
        for (OptionalLong next = resting.next(OptionalLong.empty());
                next.isPresent() && next.getAsLong() <= until;
                next = resting.next(OptionalLong.empty())) {
            ticker.turnTo(next.getAsLong());
            wakes++;
            resting.end(false, ticker.now());
        }
        ticker.turnTo(until);
    }

    /** As many turns as make the next few no reason of their own. */
    private void workForLong() {
        work(10 * Resting.BURST, ofMillis(1));
        pass(LONG);
        quiet.asked = 0;
        wakes = 0;
    }

    @Test
    void someSecondsAfterTheStartAndThenNoMore() {
        pass(Resting.PAUSE.minusMillis(1));
        assertEquals(0, quiet.asked);
        pass(ofMillis(1));
        assertEquals(1, quiet.asked);
        pass(Duration.ofDays(1));
        assertEquals(1, quiet.asked);
        assertEquals(1, wakes);
    }

    @Test
    void theStartIsOverOnceNothingHasHappenedForAWhile() {
        work(4, ofSeconds(2));
        pass(Resting.PAUSE.minusMillis(1));
        assertEquals(0, quiet.asked);
        pass(ofMillis(1));
        assertEquals(1, quiet.asked);
    }

    @Test
    void afterTheFirstWorkOfAll() {
        pass(LONG);
        work(1, ofSeconds(1));
        pass(LONG);
        assertEquals(2, quiet.asked);
    }

    @Test
    void onceAfterABurst() {
        workForLong();
        work(Resting.BURST, ofMillis(10));
        assertEquals(0, quiet.asked, "not while it lasts");
        pass(LONG);
        assertEquals(1, quiet.asked);
    }

    @Test
    void notForASingleAttempt() {
        workForLong();
        work(Resting.BURST - 1, ofMillis(10));
        pass(LONG);
        for (int attempts = 0; attempts < 100; attempts++) {
            work(3, ofMillis(5));
            pass(LONG);
        }
        assertEquals(0, wakes);
        assertEquals(0, quiet.asked);
    }

    @Test
    void aTrickleIsSeenToEverMoreSeldom() {
        pass(LONG);
        work(1000, LONG);
        int first = quiet.asked;
        work(1000, LONG);
        assertEquals(11, first, "once for the start, and for 1, 2, 4 … 512 turns");
        assertEquals(12, quiet.asked);
    }

    @Test
    void anEarlierDeadlineIsNotPutOff() {
        long soon = ticker.now().after(ofSeconds(1));
        long late = ticker.now().after(LONG);
        assertEquals(OptionalLong.of(soon), resting.next(OptionalLong.of(soon)));
        assertEquals(OptionalLong.of(ticker.now().after(Resting.PAUSE)), resting.next(OptionalLong.of(late)));
        pass(LONG);
        assertEquals(OptionalLong.of(late), resting.next(OptionalLong.of(late)));
        assertEquals(OptionalLong.empty(), resting.next(OptionalLong.empty()));
    }
}
