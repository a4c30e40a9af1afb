package org.reactord.engine;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until a test turns it. */
final class FakeTicker implements Ticker {
    /** Any number would do, but one that is nobody's default. */
    private static final long START = 5_000_000_000_000L;

    private static final Instant WALL = Instant.parse("2025-03-01T12:00:00Z");

    private long ticks = START;

    @Override
    public Moment now() {
        return new Moment(ticks, WALL.plusNanos(ticks - START));
    }

    void turnTo(long later) {
        ticks = later;
    }

    /** How long the test has lasted. */
    Duration elapsed() {
        return Duration.ofNanos(ticks - START);
    }
}
