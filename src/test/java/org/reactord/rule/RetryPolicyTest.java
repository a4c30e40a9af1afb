package org.reactord.rule;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    @Test
    void patienceDoublesFromFiveSecondsToAMinute() {
        List<Long> starts = new ArrayList<>();
        long at = 0;
        for (int made = 1; made <= 7; made++) {
            starts.add(at);
            at += RetryPolicy.PATIENT.delayAfter(made).toSeconds();
        }
        assertEquals(List.of(0L, 5L, 15L, 35L, 75L, 135L, 195L), starts);
    }

    @Test
    void itNeverGrowsBeyondItsBoundHoweverOftenItFails() {
        assertEquals(ofMinutes(1), RetryPolicy.PATIENT.delayAfter(1_000_000));
        assertEquals(ofMinutes(1), RetryPolicy.PATIENT.delayAfter(Integer.MAX_VALUE));
    }

    @Test
    void aFactorOfOneStaysAsItIs() {
        RetryPolicy steady = new RetryPolicy(0, ofSeconds(7), 1, ofMinutes(1));
        assertEquals(ofSeconds(7), steady.delayAfter(1));
        assertEquals(ofSeconds(7), steady.delayAfter(100));
    }

    @Test
    void aFactorNeedNotBeWhole() {
        RetryPolicy slow = new RetryPolicy(0, ofSeconds(1), 1.5, ofMinutes(1));
        assertEquals(ofMillis(2250), slow.delayAfter(3));
    }

    @Test
    void aFirstDelayBeyondTheBoundIsTheBound() {
        assertEquals(ofSeconds(3), new RetryPolicy(0, ofSeconds(5), 2, ofSeconds(3)).delayAfter(1));
        assertEquals(Duration.ZERO, RetryPolicy.NEVER.delayAfter(1));
    }

    @Test
    void attemptsCountTheFirstOne() {
        RetryPolicy three = new RetryPolicy(3, ofSeconds(1), 2, ofMinutes(1));
        assertTrue(three.allowsAfter(2));
        assertFalse(three.allowsAfter(3));
        assertTrue(RetryPolicy.PATIENT.allowsAfter(1_000_000));
        assertFalse(RetryPolicy.NEVER.allowsAfter(1));
    }
}
