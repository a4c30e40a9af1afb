package org.reactord.event;

import java.util.Locale;

/** Why somebody looked: the kernel spoke, or the truth was found by comparing. */
public enum Cause {
    EVENT,
    START,
    CATCH_UP,
    OVERFLOW,
    RETRY,
    MANUAL;

    /** The word that commands see in {@code REACTOR_CAUSE}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
