package org.reactord.engine;

import org.reactord.event.Cause;

/**
 * An event on its way into the directory where it waits.
 *
 * @param cause why it is there
 * @param withdrawn true if it waits for nothing any more, and may still be seen
 */
record Unseen(Cause cause, boolean withdrawn) {
    Unseen(Cause cause) {
        this(cause, false);
    }

    Unseen asWithdrawn() {
        return new Unseen(cause, true);
    }
}
