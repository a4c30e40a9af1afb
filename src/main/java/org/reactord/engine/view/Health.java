package org.reactord.engine.view;

import java.util.Locale;

/** The one word that a person reads first; sorted by how much it needs attention. */
public enum Health {
    /** An item was delivered but cannot be removed, or the like: somebody must look. */
    BROKEN,
    /** Part of what it wants to see cannot be watched. */
    DEGRADED,
    /** Its last attempts failed. */
    FAILING,
    /** It starts nothing, because somebody wants it so or because it feeds itself. */
    PAUSED,
    /** What it wants to watch is not there. */
    WAITING,
    OK,
    SHADOW,
    OFF;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean needsAttention() {
        return this == BROKEN || this == PAUSED || this == FAILING || this == DEGRADED;
    }
}
