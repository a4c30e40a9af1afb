package org.reactord.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The one timestamp of a turn.
 *
 * @param ticks nanoseconds of a clock that never jumps; only differences mean anything
 * @param wall what a clock on the wall says, for people and files only; it may jump
 */
public record Moment(long ticks, Instant wall) {
    private static final Duration CENTURY = Duration.ofDays(36_500);

    /** The ticks of a deadline that is so much later, without running over. */
    public long after(Duration delay) {
        long nanos = delay.compareTo(CENTURY) >= 0 ? Long.MAX_VALUE / 4 : delay.toNanos();
        return ticks + nanos;
    }

    /** The wall clock as nanoseconds since the epoch, which is how times of files are counted. */
    long epochNanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, wall);
    }

    public Duration since(Moment earlier) {
        return Duration.ofNanos(ticks - earlier.ticks);
    }

    /** What the wall will show when the deadline comes. */
    public Instant wallAt(long deadline) {
        return wall.plusNanos(deadline - ticks);
    }
}
