package org.reactord.engine;

import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.job.Attempt;
import org.reactord.job.Job;

/**
 * An item that is handled, on its way out of the spool.
 *
 * @param givenUp why, if it was given up and not delivered
 */
record Removal(ActiveRule active, Job job, Attempt attempt, Optional<String> givenUp) {
    BytePath path() {
        return attempt.changes().get(0).path();
    }

    /** The same, asked for once more. */
    Removal as(Attempt next) {
        return new Removal(active, job, next, givenUp);
    }
}
