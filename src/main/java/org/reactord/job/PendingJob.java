package org.reactord.job;

import java.time.Instant;
import java.util.List;
import org.reactord.event.Cause;

/**
 * A job as it is kept on disk until it has ended: what a restart needs to go on with it.
 *
 * @param cause why it came to be
 * @param made how many attempts have been made that count
 * @param due when the next one is to be made, by the wall clock; the past if it waits for its turn only
 * @param changes never empty
 */
public record PendingJob(JobId id, String rule, Cause cause, int made, Instant due, List<FileChange> changes) {
    public PendingJob {
        changes = List.copyOf(changes);
    }
}
