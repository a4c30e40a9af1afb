package org.reactord.engine;

import org.reactord.job.Attempt;
import org.reactord.job.Job;

/** The loop's counters: places in the order of arrival, and numbers of runs. Confined to the loop thread. */
final class Serials {
    private long order;
    private long run;

    /**
     * Counters of a daemon.
     *
     * @param lastRun the highest number of a run of an earlier one
     */
    Serials(long lastRun) {
        run = lastRun;
    }

    long nextOrder() {
        return ++order;
    }

    /** The number of a run that is no attempt of a job. */
    long nextRun() {
        return ++run;
    }

    /** The attempt that comes next for a job. */
    Attempt attempt(ActiveRule active, Job job) {
        return new Attempt(++run, job.id(), active.rule(), job.nextNumber(), job.cause(), job.changes());
    }
}
