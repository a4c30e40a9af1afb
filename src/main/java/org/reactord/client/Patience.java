package org.reactord.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A length of time on the command line: one whole number with its unit, and more than none. */
public final class Patience {
    private static final int MOST_DIGITS = 9;

    private Patience() {}

    /** {@code 500ms}, {@code 5s}, {@code 10m}, {@code 1h}, {@code 2d}; null if the text is none. */
    public static @Nullable Duration of(String text) {
        int digits = 0;
        long number = 0;
        while (digits < text.length() && digits <= MOST_DIGITS && isDigit(text.charAt(digits))) {
            number = number * 10 + text.charAt(digits) - '0';
            digits++;
        }
        if (number == 0 || digits > MOST_DIGITS) {
            return null;
        }
        return switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> null;
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
