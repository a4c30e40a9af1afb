package org.reactord.store;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Times of files, which are nanoseconds since the epoch, and instants, which a person can read. */
final class FileTimes {
    private FileTimes() {}

    static Instant instant(long nanos) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second));
    }

    /** @throws ArithmeticException if there is no such time of a file */
    static long nanos(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), instant.getNano());
    }
}
