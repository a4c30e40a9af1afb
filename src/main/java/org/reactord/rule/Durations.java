package org.reactord.rule;

import java.time.Duration;

/** Durations as people write them in rule files: {@code 200ms}, {@code 5s}, {@code 10m}, {@code 1h}, {@code 2d}. */
public final class Durations {
    private Durations() {}

    /** The duration in the two largest units that say something: {@code 1h30m}, {@code 2.5s}, {@code 200ms}. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        if (millis < 60_000) {
            long tenths = millis / 100;
            return tenths % 10 == 0 ? tenths / 10 + "s" : tenths / 10 + "." + tenths % 10 + "s";
        }
        long seconds = millis / 1000;
        if (seconds < 3600) {
            return two(seconds / 60, "m", seconds % 60, "s");
        }
        return seconds < 86_400
                ? two(seconds / 3600, "h", seconds % 3600 / 60, "m")
                : two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : small + smallUnit);
    }
}
