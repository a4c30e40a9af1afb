package org.reactord.event;

/**
 * Events of a tree were lost, for the reason told, and the source has begun to compare: what it finds follows as
 * {@link FileEvent}s with the cause {@link Cause#OVERFLOW}.
 */
public record Overflow(WatchedTree tree, String reason) implements Event {
    @Override
    public String describe() {
        return "events of " + tree.root() + " were lost (" + reason + "); comparing";
    }
}
