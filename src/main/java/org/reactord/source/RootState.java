package org.reactord.source;

import org.reactord.event.WatchedTree;

/**
 * How well a tree is being watched.
 *
 * @param detail why it is not simply watched, in words that follow the state and a colon; empty if it is
 * @param watches how many registrations with the kernel it holds
 */
public record RootState(WatchedTree tree, Kind kind, String detail, int watches) {
    /** From fine to worst. */
    public enum Kind {
        WATCHED,
        /** Watched by looking at intervals, because the file system reports nothing. */
        POLLING,
        /** Not there yet, or not any more; found when it comes. */
        WAITING,
        /** Part of it cannot be watched and is compared now and then instead. */
        DEGRADED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
