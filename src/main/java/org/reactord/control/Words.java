package org.reactord.control;

import java.time.Duration;
import java.time.Instant;
import org.reactord.rule.Durations;

/** Small turns of phrase that every answer needs. */
final class Words {
    private Words() {}

    /** {@code 1 rule}, {@code 2 rules}. */
    static String count(long number, String noun) {
        return plural(number, noun, noun + "s");
    }

    /** {@code 1 watch}, {@code 2 watches}. */
    static String plural(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** {@code 3s ago}; whole seconds are enough for what is over. */
    static String ago(Instant then, Instant now) {
        return span(then, now) + " ago";
    }

    /** {@code 10m}: how long something has been so. */
    static String span(Instant then, Instant now) {
        Duration passed = Duration.between(then, now);
        Duration shown = passed.isNegative() ? Duration.ZERO : Duration.ofSeconds(passed.toSeconds());
        return shown.isZero() ? "0s" : Durations.text(shown);
    }

    /** {@code in 20s}, or {@code now} for what is due. */
    static String until(Instant then, Instant now) {
        Duration left = Duration.between(now, then);
        if (left.isNegative() || left.isZero()) {
            return "now";
        }
        return "in " + Durations.text(Duration.ofSeconds(left.plusMillis(999).toSeconds()));
    }

    /** {@code 3.4 MiB}. */
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        long tenths = bytes * 10 / 1024;
        String unit = "KiB";
        if (tenths >= 10_240) {
            tenths /= 1024;
            unit = "MiB";
        }
        return tenths / 10 + "." + tenths % 10 + " " + unit;
    }
}
