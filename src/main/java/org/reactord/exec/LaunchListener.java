package org.reactord.exec;

import java.time.Duration;
import org.reactord.job.Attempt;
import org.reactord.job.JobId;
import org.reactord.job.Outcome;
import org.reactord.job.Output;

/** Who hears how attempts go; called on the launcher's thread. */
public interface LaunchListener {
    /**
     * The child is there. Not called for an attempt that could not start.
     *
     * @param after how long after the attempt was asked for
     */
    void started(Attempt attempt, long pid, Duration after);

    /**
     * The attempt is over: the child has been waited for, and what it said has been read. Members of its process group
     * that it left behind have been told to end, and are made to 10 s later; nobody waits for them. Called once for each
     * attempt, after {@link #started} if that was called.
     */
    void ended(Attempt attempt, Outcome outcome, Output output);

    /** Nothing lives any more of what an earlier daemon had left of a job; how it ended nobody knows. */
    void leftoverEnded(JobId job);
}
