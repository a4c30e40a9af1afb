package org.reactord.cli;

import java.util.Locale;

/** Which source tells the daemon of files. */
enum Backend {
    /** The best that works here. */
    AUTO,
    /** The kernel's own, by native calls. */
    NATIVE,
    /** The JDK's. */
    PORTABLE;

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
