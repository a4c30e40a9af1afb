package org.reactord.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactord.engine.view.RestoreReport;
import org.reactord.event.BytePath;
import org.reactord.job.Job;
import org.reactord.job.PendingJob;
import org.reactord.rule.Enabled;
import org.reactord.rule.Per;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;
import org.reactord.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which jobs are kept on disk, and resumes those of an earlier daemon. Confined to the loop thread.
 *
 * <p>An item of a spool is found again in its directory. What a watch has seen is kept from its first failure on, since
 * nobody could tell how often it has been tried; before that too where the rule does not catch up; and all that still
 * waits when the daemon is shut down, since a walk finds no names that have gone.
 */
final class Keeping {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private final Store store;

    Keeping(Store store) {
        this.store = store;
    }

    /** A job waits for its turn. */
    void queued(ActiveRule active, Job job, Moment now) {
        boolean foundAgain = active.rule().source() instanceof RuleSource.Watch watch && watch.catchUp();
        if (job.isKept() || !(active.rule().isSpool() || foundAgain)) {
            keep(active, job, now.wall());
        }
    }

    /** A job waits for another attempt. */
    void retrying(ActiveRule active, Job job, Instant due) {
        keep(active, job, due);
    }

    /** Changes have joined a job that waits. */
    void grown(ActiveRule active, Job job, Moment now) {
        if (job.isKept()) {
            Deadlines.Deadline retry = active.retries().get(job);
            keep(active, job, retry == null ? now.wall() : now.wallAt(retry.at()));
        }
    }

    /** The daemon ends: what waits goes on with the next one. */
    void shuttingDown(ActiveRule active, Moment now) {
        for (Job job : active.jobs()) {
            if (job.state() == Job.State.QUEUED && !job.isKept()) {
                keep(active, job, now.wall());
            }
        }
    }

    private void keep(ActiveRule active, Job job, Instant due) {
        if (!active.rule().isSpool() && !job.isEmpty()) {
            job.kept(true);
            store.keep(job.pending(active.name(), due));
        }
    }

    void gone(Job job) {
        if (job.isKept()) {
            job.kept(false);
            store.forget(job.id());
        }
    }

    /** Gives the jobs that were kept back to their rules; those that nobody asks for any more are dropped, audibly. */
    void resume(RuleBook book, JobYard yard, Moment now) {
        Map<String, Integer> dropped = new LinkedHashMap<>();
        for (PendingJob left : store.kept()) {
            ActiveRule active = book.named(left.rule()).orElse(null);
            if (active == null || !isWanted(active.rule(), left)) {
                dropped.merge(left.rule(), 1, Integer::sum);
                store.forget(left.id());
            } else {
                yard.resume(active, left, delay(active, left, now), now);
            }
        }
        dropped.forEach((rule, count) -> LOG.warn(
                "rule '{}': {} from before the restart {} dropped, because no rule asks for {} any more",
                rule,
                count == 1 ? "1 job" : count + " jobs",
                count == 1 ? "was" : "were",
                count == 1 ? "it" : "them"));
    }

    /** The jobs that live and that no look at the disk would find again. */
    List<PendingJob> pending(RuleBook book, Moment now) {
        List<PendingJob> pending = new ArrayList<>();
        for (ActiveRule active : book.all()) {
            for (Job job : active.jobs()) {
                if (!active.rule().isSpool() && !job.isEmpty() && job.state() != Job.State.DISPOSING) {
                    Deadlines.Deadline retry = active.retries().get(job);
                    Instant due = retry == null ? now.wall() : now.wallAt(retry.at());
                    pending.add(job.pending(active.name(), due));
                }
            }
        }
        return pending;
    }

    /** Goes on with jobs that somebody has kept elsewhere; what is there already is left as it is. */
    RestoreReport restore(RuleBook book, JobYard yard, List<PendingJob> jobs, Moment now) {
        List<String> troubles = new ArrayList<>();
        int resumed = 0;
        int known = 0;
        for (PendingJob left : jobs) {
            ActiveRule active = book.named(left.rule()).orElse(null);
            if (active == null || !isWanted(active.rule(), left)) {
                troubles.add("job " + left.id() + ": no rule '" + left.rule() + "' asks for it");
            } else if (active.jobs().stream().anyMatch(job -> job.id().equals(left.id()))) {
                known++;
            } else {
                store.keep(left);
                yard.resume(active, left, delay(active, left, now), now);
                resumed++;
            }
        }
        return new RestoreReport(resumed, known, troubles);
    }

    private static boolean isWanted(Rule rule, PendingJob left) {
        List<BytePath> roots = rule.source().roots();
        return rule.enabled() == Enabled.ON
                && !rule.isSpool()
                && (rule.per() == Per.BATCH || left.changes().size() == 1)
                && left.changes().stream().allMatch(change -> roots.contains(change.root()));
    }

    /** How long it still has to wait: never longer than its rule says, whatever the wall clock has done since. */
    private static Duration delay(ActiveRule active, PendingJob left, Moment now) {
        Duration longest = active.rule().retry().delayAfter(Math.max(1, left.made()));
        Duration rest = Duration.between(now.wall(), left.due());
        if (left.made() == 0 || rest.isNegative()) {
            return Duration.ZERO;
        }
        return rest.compareTo(longest) > 0 ? longest : rest;
    }
}
