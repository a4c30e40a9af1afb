package org.reactord.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why somebody looked: the kernel spoke, or the truth was found by comparing. */
public enum Cause {
    EVENT,
    START,
    CATCH_UP,
    OVERFLOW,
    RETRY,
    MANUAL;

    public static Optional<Cause> ofWord(String word) {
        return Arrays.stream(values())
                .filter(cause -> cause.word().equals(word))
                .findFirst();
    }

    /** The word that commands see in {@code REACTOR_CAUSE}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
