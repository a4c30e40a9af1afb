package org.reactord.source.clock;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.reactord.event.ClockJumped;
import org.reactord.natives.Clocks;

/**
 * How far the clocks are apart, in nanoseconds. While nothing jumps this does not change, however much time passes.
 *
 * @param slept by how much CLOCK_BOOTTIME is ahead of CLOCK_MONOTONIC: all the time asleep since the boot
 * @param wall by how much CLOCK_REALTIME is ahead of CLOCK_BOOTTIME: the date of the boot
 */
record Reading(long slept, long wall) {
    /** Between two clocks that are read one after the other time goes on; nobody sleeps for less than this. */
    private static final long SHORTEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long CLOSE_ENOUGH = TimeUnit.MICROSECONDS.toNanos(20);
    private static final int TRIES = 50;

    /** The clocks now, read again until nothing came between them. */
    static Reading now() {
        long narrowest = Long.MAX_VALUE;
        Reading best = new Reading(0, 0);
        for (int i = 0; i < TRIES && narrowest > CLOSE_ENOUGH; i++) {
            long first = Clocks.boottime();
            long monotonic = Clocks.monotonic();
            long real = Clocks.realtime();
            long width = Clocks.boottime() - first;
            if (width < narrowest) {
                narrowest = width;
                best = new Reading(first - monotonic, real - first);
            }
        }
        return best;
    }

    ClockJumped since(Reading before) {
        long asleep = slept - before.slept;
        return new ClockJumped(
                Duration.ofNanos(asleep >= SHORTEST_SLEEP ? asleep : 0), Duration.ofNanos(wall - before.wall));
    }
}
