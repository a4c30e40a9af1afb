package org.reactord.engine;

import org.reactord.event.Cause;
import org.reactord.source.EventSource;

/**
 * Keeps the waiting work of a spool within bounds: its directory is its queue, so what does not fit in memory is simply
 * left there, and found by a comparison when there is room again. Confined to the loop thread.
 */
final class Backlog {
    /** So many items wait in memory for their first attempt. */
    static final int MOST_FRESH = 10_000;

    /** So many there are at most with those that have failed and wait for another: these must not shut out good ones. */
    static final int MOST = 30_000;

    private final ActiveRule active;
    private final EventSource source;
    private boolean someOnDisk;

    Backlog(ActiveRule active, EventSource source) {
        this.active = active;
        this.source = source;
    }

    /** True if one more item can wait; if not, it is remembered that there is one. */
    boolean hasRoom(int settling) {
        if (!active.rule().isSpool()) {
            return true; // what a watch has seen cannot be found again by looking
        }
        boolean room = fresh(settling) < MOST_FRESH && active.jobs().size() < MOST;
        someOnDisk |= !room;
        return room;
    }

    private int fresh(int settling) {
        return settling + active.jobs().size() - active.failing().size();
    }

    /** Something has ended: looks for what was left on disk as soon as half of the room is free. */
    void eased(int settling) {
        if (someOnDisk && fresh(settling) <= MOST_FRESH / 2 && active.jobs().size() <= MOST - MOST_FRESH / 2) {
            someOnDisk = false;
            active.rule().trees().forEach(tree -> source.rescan(tree, Cause.OVERFLOW));
        }
    }
}
