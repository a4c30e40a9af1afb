package org.reactord.exec;

import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.Output;

/** Who hears how attempts go; called on the launcher's thread. */
public interface LaunchListener {
    /** The child is there. Not called for an attempt that could not start. */
    void started(Attempt attempt, long pid);

    /**
     * The attempt is over: the child has been waited for, and nothing of its process group is left that we know of.
     * Called once for each attempt, after {@link #started} if that was called.
     */
    void ended(Attempt attempt, Outcome outcome, Output output);
}
