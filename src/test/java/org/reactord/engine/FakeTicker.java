package org.reactord.engine;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until a test turns it. */
final class FakeTicker implements Ticker {
    /** Any number would do, but one that is nobody's default. */
    private static final long START = 5_000_000_000_000L;

    private static final Instant WALL = Instant.parse("2025-03-01T12:00:00Z");

    private long ticks = START;
    private Duration wallMoved = Duration.ZERO;

    @Override
    public Moment now() {
        return new Moment(ticks, WALL.plus(wallMoved).plusNanos(ticks - START));
    }

    /** Somebody sets the clock on the wall. */
    void moveWall(Duration by) {
        wallMoved = wallMoved.plus(by);
    }

    void turnTo(long later) {
        ticks = later;
    }

    /** How long the test has lasted. */
    Duration elapsed() {
        return Duration.ofNanos(ticks - START);
    }
}
