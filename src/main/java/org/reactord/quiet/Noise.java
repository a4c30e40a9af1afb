package org.reactord.quiet;

import java.util.Optional;

/**
 * How quiet the JVM is.
 *
 * @param looked whether the daemon has come to rest yet
 * @param silenced how many of the JVM's housekeeping threads no clock wakes any more
 * @param ticking how many of them still wake by themselves
 * @param reason why they do, in words for a person; empty if none does
 */
public record Noise(boolean looked, int silenced, int ticking, Optional<String> reason) {
    static final Noise UNKNOWN = new Noise(false, 0, 0, Optional.empty());

    /** True if nothing in the process wakes before something happens. */
    public boolean isSilent() {
        return looked && reason.isEmpty();
    }
}
