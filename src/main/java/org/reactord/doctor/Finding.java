package org.reactord.doctor;

import java.util.Locale;

/**
 * What one check has found.
 *
 * @param name of the thing that was looked at
 * @param detail how it is: a clause or two, on one line
 * @param advice what to do, a command or a sentence; empty exactly if all is well
 */
public record Finding(String name, State state, String detail, String advice) {
    /** From fine to worst. */
    public enum State {
        OK,
        /** It works, and will not for ever, or not in every case. */
        WARN,
        /** It does not work. */
        FAIL;

        /** The word in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
