package org.reactord.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Small turns of phrase that every answer needs. */
public final class Words {
    private static final long STEP = 1024;
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

    private Words() {}

    /** {@code 1 rule}, {@code 2 rules}. */
    public static String count(long number, String noun) {
        return plural(number, noun, noun + "s");
    }

    /** {@code 1 watch}, {@code 2 watches}. */
    static String plural(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** {@code 3s ago}, {@code 3 min ago}. */
    static String ago(Instant then, Instant now) {
        return span(then, now) + " ago";
    }

    /** {@code 10 min}: how long something has been so. */
    static String span(Instant then, Instant now) {
        return span(Math.max(0, Duration.between(then, now).toSeconds()));
    }

    /** As exact as somebody wants to know it. */
    private static String span(long seconds) {
        long minutes = seconds / 60;
        long hours = minutes / 60;
        if (minutes < 2) {
            return seconds + "s";
        }
        if (hours < 2) {
            return minutes + " min";
        }
        return hours < 48 ? hours + " h" : hours / 24 + " days";
    }

    /** {@code in 20s}, or {@code now} for what is due. */
    static String until(Instant then, Instant now) {
        Duration left = Duration.between(now, then);
        if (left.isNegative() || left.isZero()) {
            return "now";
        }
        return "in " + span(left.plusMillis(999).toSeconds());
    }

    /** {@code 3.4 MiB}. */
    public static String bytes(long bytes) {
        if (bytes < STEP) {
            return bytes + " B";
        }
        int unit = 0;
        long whole = bytes / STEP;
        long tenths = bytes % STEP * 10 / STEP;
        while (whole >= STEP && unit < UNITS.size() - 1) {
            tenths = whole % STEP * 10 / STEP;
            whole /= STEP;
            unit++;
        }
        return whole + "." + tenths + " " + UNITS.get(unit);
    }
}
