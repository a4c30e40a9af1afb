package org.reactord.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.Cause;
import org.reactord.event.FileEvent;
import org.reactord.exec.Launcher;
import org.reactord.exec.Leftover;
import org.reactord.job.Job;
import org.reactord.job.JobId;
import org.reactord.rule.Per;
import org.reactord.rule.QueuePolicy;
import org.reactord.rule.Rule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What daemons that died have left half done: jobs go on counting their attempts, one over which daemons keep dying is
 * not tried again, and what still runs is waited for. Confined to the loop thread.
 */
final class Leftovers {
    /** So many daemons in a row may die while a job runs; that may be the job's doing. */
    static final int MOST_DEATHS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    /** A command of before that still runs, and takes the place of one in its rule's queue. */
    private record Orphan(Leftover left, ActiveRule active, String key) {}

    /** A job whose own command of before still runs. */
    record Withheld(ActiveRule active, Job job) {}

    private final Launcher launcher;
    private final Deadlines deadlines;
    private final Map<JobId, Leftover> byJob = new LinkedHashMap<>();
    private final Set<JobId> resumed = new HashSet<>();
    private final Set<JobId> suspects = new HashSet<>();
    private final Map<JobId, Leftover> alive = new LinkedHashMap<>();
    private final Map<JobId, Orphan> orphans = new LinkedHashMap<>();
    private final Map<JobId, Withheld> withheld = new HashMap<>();
    private final Map<JobId, Deadlines.Deadline> ends = new HashMap<>();

    Leftovers(Launcher launcher, Deadlines deadlines) {
        this.launcher = launcher;
        this.deadlines = deadlines;
        for (Leftover left : launcher.leftovers()) {
            byJob.put(left.job(), left);
            if (!left.processes().isEmpty()) {
                alive.put(left.job(), left);
            }
        }
    }

    /** A rule comes into force: what still runs of it counts for its queue. */
    void meet(ActiveRule active, Moment now) {
        for (Leftover left : List.copyOf(alive.values())) {
            if (left.rule().equals(active.name())) {
                String key = JobYard.keyOf(active.rule(), left.root(), left.path());
                active.queue().occupy(key);
                orphans.put(left.job(), new Orphan(left, active, key));
                LOG.warn("{}; {}", told(left), consequence(active.rule()));
                ends.computeIfAbsent(left.job(), job -> timeout(active.rule(), left, now));
            }
        }
    }

    /** {@code rule 'outbox' job 1x2y3z: attempt 1 still runs (pid 4711), though the daemon that began it has died}. */
    private static String told(Leftover left) {
        return label(left) + ": attempt " + left.attempt() + " still runs (pid "
                + left.processes().get(0) + "), though the daemon that began it has died";
    }

    private static String label(Leftover left) {
        return "rule '" + left.rule() + "' job " + left.job();
    }

    private static String consequence(Rule rule) {
        return rule.queue().kind() == QueuePolicy.Kind.PARALLEL
                ? "this job does not start again before it has ended"
                : "nothing that would wait for it starts before it has ended";
    }

    private Deadlines.Deadline timeout(Rule rule, Leftover left, Moment now) {
        Duration timeout = rule.execution().timeout();
        Duration sinceStart = Duration.between(left.started(), now.wall());
        Duration soFar = sinceStart.isNegative() ? Duration.ZERO : sinceStart;
        Duration rest = soFar.compareTo(timeout) > 0 ? Duration.ZERO : timeout.minus(soFar);
        return deadlines.at(now.after(rest), due -> end(left, "still running after its timeout", due));
    }

    /** A person wants the job no more: what still runs of it is ended. */
    void cancelled(Job job, Moment now) {
        Leftover left = alive.get(job.id());
        if (left != null) {
            cancelEnd(job.id());
            end(left, "cancelled, while the command of a daemon that died still runs", now);
        }
    }

    private void cancelEnd(JobId job) {
        Deadlines.Deadline end = ends.remove(job);
        if (end != null) {
            deadlines.cancel(end);
        }
    }

    private void end(Leftover left, String why, Moment now) {
        LOG.warn("{}: {}; told to end, and killed in 10s if it does not", label(left), why);
        launcher.signal(left, Launcher.Sent.TERM);
        ends.put(
                left.job(),
                deadlines.at(now.after(Dispatcher.GRACE), due -> launcher.signal(left, Launcher.Sent.KILL)));
    }

    /**
     * The job that goes on with what is found to have changed. An item says by itself which job it is; but what a batch
     * was about is only told again, and so it is the rule's batch that was running, or of files the one about this file.
     */
    Optional<JobId> continuedBy(Rule rule, FileEvent event) {
        if (event.cause() != Cause.CATCH_UP || resumed.size() == byJob.size()) {
            return Optional.empty();
        }
        return byJob.values().stream()
                .filter(left -> left.rule().equals(rule.name()) && !resumed.contains(left.job()))
                .filter(left -> rule.per() == Per.BATCH || left.path().equals(event.path()))
                .map(Leftover::job)
                .findFirst();
    }

    /** A job that was made anew goes on from where a daemon has died over it. */
    void resume(Job job) {
        Leftover left = byJob.get(job.id());
        if (left != null) {
            resumed.add(job.id());
            job.resume(left.attempt());
        }
    }

    /** Daemons have died over it again and again. */
    Optional<Leftover> poison(Job job) {
        return Optional.ofNullable(byJob.get(job.id()))
                .filter(left -> left.deaths() >= MOST_DEATHS && !alive.containsKey(left.job()));
    }

    /**
     * How long a job waits over which the last two daemons have died: as after a failure, and once. Who dies again and
     * again for a reason of its own would otherwise begin with the same job each time, and find it guilty.
     */
    Optional<Duration> suspicion(Rule rule, Job job) {
        return Optional.ofNullable(byJob.get(job.id()))
                .filter(left -> left.deaths() == MOST_DEATHS - 1 && suspects.add(job.id()))
                .map(left -> rule.retry().delayAfter(1));
    }

    /** Of a job that has no item to set aside: true if daemons have died over it again and again; then it is dropped. */
    boolean gaveUp(Job job) {
        Leftover left = poison(job).orElse(null);
        if (left == null) {
            return false;
        }
        LOG.error("{}: {}; it is given up", label(left), reason(left));
        settled(job.id());
        return true;
    }

    static String reason(Leftover left) {
        return "the daemon has died " + left.deaths() + " times in a row while its command ran";
    }

    /** True if the job must wait because its own command of before still runs: it is given back when that has ended. */
    boolean withholds(ActiveRule active, Job job) {
        if (!alive.containsKey(job.id())) {
            return false;
        }
        withheld.put(job.id(), new Withheld(active, job));
        return true;
    }

    /** Nothing lives any more of what was left of a job: the job that has waited for that, if it is still wanted. */
    Optional<Withheld> ended(JobId job) {
        Leftover left = alive.remove(job);
        Orphan orphan = orphans.remove(job);
        cancelEnd(job);
        if (orphan != null) {
            orphan.active().queue().vacate(orphan.key());
        }
        if (left != null) {
            LOG.info("{}: attempt {} of the daemon that died has ended; nobody knows how", label(left), left.attempt());
        }
        return Optional.ofNullable(withheld.remove(job))
                .filter(waiting -> waiting.active().jobs().contains(waiting.job()));
    }

    /** The end of an attempt has been handled: the next daemon need not know of it. */
    void settled(JobId job) {
        byJob.remove(job);
        resumed.remove(job);
        suspects.remove(job);
        launcher.forget(job);
    }

    /** What a person should know about a rule, as a sentence. */
    Optional<String> trouble(ActiveRule active) {
        List<Leftover> left = new ArrayList<>();
        for (Orphan orphan : orphans.values()) {
            if (orphan.active() == active) {
                left.add(orphan.left());
            }
        }
        return left.isEmpty() ? Optional.empty() : Optional.of(sentence(left, active.rule()));
    }

    private static String sentence(List<Leftover> left, Rule rule) {
        Leftover first = left.get(0);
        String more = left.size() > 1 ? " (and " + (left.size() - 1) + " more)" : "";
        return "attempt " + first.attempt() + " of job " + first.job() + " still runs (pid "
                + first.processes().get(0) + ")" + more + ", though the daemon that began it has died; "
                + consequence(rule);
    }
}
