package org.reactord.autostart;

import java.io.IOException;
import java.util.List;

/** One way of having the daemon started at login. */
interface Way {
    /** What it is called in an answer. */
    String name();

    /** Has it started; says what was done. Doing so again changes nothing. */
    List<String> enable() throws IOException, Refused;

    /** Undoes that; says what was done, nothing if there was nothing to do. */
    List<String> disable() throws IOException, Refused;

    /** How things stand. */
    Standing standing() throws IOException;

    /** Why something cannot be done: a sentence. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String sentence) {
            super(sentence);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }
}
