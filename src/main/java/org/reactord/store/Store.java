package org.reactord.store;

import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;
import org.reactord.job.Attempt;

/** Keeps what must not be forgotten. Called on the loop thread; no method blocks. */
public interface Store extends AutoCloseable {
    /**
     * Records that a spool item was delivered, and then does with it what the rule's {@code done} says. The answer goes
     * to {@link StoreListener#disposed}.
     */
    void delivered(Attempt attempt);

    /**
     * Moves a spool item that was given up to the rule's {@code failed} directory, with the reason in a file beside it.
     * The answer goes to {@link StoreListener#disposed}.
     */
    void givenUp(Attempt attempt, String reason);

    /** True if this very content was delivered before by this rule and is still lying there. Never blocks. */
    boolean wasDelivered(String rule, BytePath path, FileStamp stamp);

    /** Waits until everything asked for so far is on disk, then ends the thread. */
    @Override
    void close();
}
