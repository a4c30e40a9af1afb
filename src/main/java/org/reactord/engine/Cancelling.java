package org.reactord.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.reactord.engine.view.Fate;
import org.reactord.job.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends jobs because a person says so. A spool's directory is its queue, so an item that was merely dropped would come
 * back with the next look at the directory: it is set aside as if it had been given up. Confined to the loop thread.
 */
final class Cancelling {
    private static final Logger LOG = LoggerFactory.getLogger(Cancelling.class);

    /** What is written down for a person who wonders later. */
    static final String REASON = "cancelled with reactorctl";

    private final Dispatcher dispatcher;
    private final JobYard yard;
    private final Removals removals;
    private final Incidents incidents;

    Cancelling(Dispatcher dispatcher, JobYard yard, Removals removals, Incidents incidents) {
        this.dispatcher = dispatcher;
        this.yard = yard;
        this.removals = removals;
        this.incidents = incidents;
    }

    /** Every job of a rule; how many there were. */
    int all(ActiveRule active, Moment now) {
        int cancelled = 0;
        for (Job job : List.copyOf(active.jobs())) {
            cancelled += cancel(active, job, now) ? 1 : 0;
        }
        return cancelled;
    }

    /** One job, also of a rule that is there no more; whose it was. */
    Optional<ActiveRule> one(Collection<ActiveRule> rules, String id, Moment now) {
        for (Running run : List.copyOf(dispatcher.running())) {
            if (run.job().id().text().equals(id)) {
                dispatcher.cancel(run, now);
                return Optional.of(run.active());
            }
        }
        for (ActiveRule active : rules) {
            for (Job job : List.copyOf(active.jobs())) {
                if (job.id().text().equals(id) && cancel(active, job, now)) {
                    return Optional.of(active);
                }
            }
        }
        return Optional.empty();
    }

    private boolean cancel(ActiveRule active, Job job, Moment now) {
        switch (job.state()) {
            case RUNNING -> dispatcher.runningOf(job).ifPresent(run -> dispatcher.cancel(run, now));
            case QUEUED, RETRYING -> drop(active, job, now);
            case DISPOSING -> {
                return false; // its command has succeeded already, or it is given up
            }
        }
        return true;
    }

    private void drop(ActiveRule active, Job job, Moment now) {
        boolean item = active.rule().isSpool() && !job.isEmpty();
        LOG.info("rule '{}' job {}: cancelled{}", active.name(), job.id(), item ? "; the item is set aside" : "");
        yard.chronicle().job(active, job, Fate.CANCELLED);
        yard.cancelled(active, job, now);
        if (item) {
            removals.setAside(active, job, REASON);
        } else {
            active.intake().gone(job, now);
        }
        incidents.nothingLeft(active, now);
    }
}
