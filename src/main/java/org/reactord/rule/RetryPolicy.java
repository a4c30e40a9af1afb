package org.reactord.rule;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a failed job is tried again.
 *
 * @param attempts how many attempts there are at most, the first included; 0: no limit
 * @param delay from the end of the first failed attempt to the start of the second
 * @param factor by which the delay grows after each further failure, at least 1
 * @param maxDelay where it stops growing
 * @param alsoOn whose return makes the next attempt due at once
 */
public record RetryPolicy(int attempts, Duration delay, double factor, Duration maxDelay, Set<Return> alsoOn) {
    public RetryPolicy {
        alsoOn = Set.copyOf(alsoOn);
    }

    /** By the clock alone. */
    public RetryPolicy(int attempts, Duration delay, double factor, Duration maxDelay) {
        this(attempts, delay, factor, maxDelay, Set.of());
    }

    /** 5 s, doubling, capped at a minute, for ever. */
    public static final RetryPolicy PATIENT = new RetryPolicy(0, Duration.ofSeconds(5), 2, Duration.ofMinutes(1));

    public static final RetryPolicy NEVER = new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO);

    private static final Duration NOT_IN_THIS_LIFE = Duration.ofDays(36_500);

    // Written out, because the daemon compares these while it starts: what the compiler makes for a record is put
    // together
    // at run time, in some milliseconds, and cannot be archived.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RetryPolicy that
                && attempts == that.attempts
                && Double.compare(factor, that.factor) == 0
                && delay.equals(that.delay)
                && maxDelay.equals(that.maxDelay)
                && alsoOn.equals(that.alsoOn);
    }

    @Override
    public int hashCode() {
        return Objects.hash(attempts, delay, factor, maxDelay, alsoOn);
    }

    /** The same number of attempts, but only one of them in the life of this daemon: what failed is left to the next. */
    public RetryPolicy leaving() {
        return new RetryPolicy(attempts, NOT_IN_THIS_LIFE, 1, NOT_IN_THIS_LIFE);
    }

    /** True if a job that may be tried again is left where it is instead of waiting. */
    public boolean leaves() {
        return delay.equals(NOT_IN_THIS_LIFE);
    }

    /** True if a job that has failed {@code made} times has another attempt to come. */
    public boolean allowsAfter(int made) {
        return attempts == 0 || made < attempts;
    }

    /** How long to wait after the {@code made}th attempt has failed; {@code made} counts from 1. */
    public Duration delayAfter(int made) {
        double nanos = delay.toNanos() * Math.pow(factor, Math.max(0, made - 1));
        return nanos >= maxDelay.toNanos() ? maxDelay : Duration.ofNanos((long) nanos);
    }
}
