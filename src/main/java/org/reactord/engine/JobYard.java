package org.reactord.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.engine.view.Fate;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileStamp;
import org.reactord.event.ItemName;
import org.reactord.job.FileChange;
import org.reactord.job.Job;
import org.reactord.job.JobId;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.job.PendingJob;
import org.reactord.job.RunRecord;
import org.reactord.rule.Rule;
import org.reactord.rule.Template;
import org.reactord.store.Store;

/** Makes jobs and takes them out of the world again. Confined to the loop thread. */
final class JobYard {
    private final Deadlines deadlines;
    private final Serials serials;
    private final Dispatcher dispatcher;
    private final Store store;
    private final Keeping keeping;
    private final Leftovers leftovers;
    private final Loops loops;
    private final Chronicle chronicle;
    private final Map<Job, List<Runnable>> afterwards = new HashMap<>();

    JobYard(
            Deadlines deadlines,
            Serials serials,
            Dispatcher dispatcher,
            Edges edges,
            Leftovers leftovers,
            Pausing pausing,
            Chronicle chronicle) {
        this.deadlines = deadlines;
        this.serials = serials;
        this.dispatcher = dispatcher;
        this.store = edges.store();
        this.leftovers = leftovers;
        this.chronicle = chronicle;
        this.keeping = new Keeping(store);
        this.loops = new Loops(deadlines, dispatcher.spans(), edges.contents(), pausing, this);
    }

    Keeping keeping() {
        return keeping;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    /** Who decides whether a job is work, or only what the rule itself has done. */
    Loops loops() {
        return loops;
    }

    /** A job for one event, not yet in any queue. */
    Job make(ActiveRule active, FileEvent event, Moment now) {
        Rule rule = active.rule();
        boolean item = event.stamp().isPresent() && rule.isSpool();
        JobId id = item
                ? JobId.ofItem(rule.name(), event.path(), event.stamp().get())
                : leftovers
                        .continuedBy(rule, event)
                        .orElseGet(() -> JobId.ofBatch(rule.name(), now.epochNanos(), serials.nextOrder()));
        Job job = new Job(id, event.cause(), serials.nextOrder());
        job.add(event);
        leftovers.resume(job);
        return job;
    }

    /** Lets a job wait for its turn. */
    void enqueue(ActiveRule active, Job job, Moment now) {
        if (job.isEmpty()) {
            gone(active, job, now); // what it waited for has come to nothing meanwhile
            return;
        }
        if (!active.rule().isSpool() && leftovers.gaveUp(job)) {
            active.gaveUp();
            chronicle.job(active, job, Fate.GIVEN_UP, 0, "daemons keep dying over it");
            gone(active, job, now);
            return;
        }
        job.become(Job.State.QUEUED);
        FileChange first = job.changes().get(0);
        job.key(keyOf(active.rule(), first.root(), first.path()));
        active.jobs().add(job);
        keeping.queued(active, job, now);
        if (leftovers.withholds(active, job)) {
            chronicle.job(active, job, Fate.HELD, 0, "its command of before the daemon's start still runs");
            return;
        }
        Optional<Duration> wait = leftovers.suspicion(active.rule(), job);
        if (wait.isPresent()) {
            chronicle.job(active, job, Fate.HELD, 0, "daemons have died over it");
            retryAt(active, job, now.after(wait.get()), now);
        } else if (loops.admits(active, job, now)) {
            queue(active, job, now);
        } else {
            chronicle.job(active, job, Fate.HELD, 0, "it is looked whether a run of the rule itself has led to it");
        }
    }

    /** Lets a job that was made sure of wait for its turn. */
    void queue(ActiveRule active, Job job, Moment now) {
        job.readyAt(now.ticks());
        chronicle.queued(active, job);
        for (Job old : dispatcher.enqueue(active, job)) {
            chronicle.job(active, old, Fate.DROPPED, 0, "a newer one takes its place");
            if (active.rule().source().isOfEvents()) {
                old.path().ifPresent(store::withdraw); // or the next daemon would find it again
            }
            gone(active, old, now);
        }
    }

    /** An event was sent to a rule that is a shadow, or happened for it: it is told and remembered, and is no job. */
    void shadowed(ActiveRule active, String event, Cause cause, Moment now) {
        Job job = unrun(active, cause, now);
        chronicle.job(active, job, Fate.SHADOWED, 0, event);
        remember(active, job, Optional.empty(), new Outcome.Shadowed(), now);
    }

    /** What waited in the directory of a rule is taken back, because the state has passed with which it came. */
    void passed(ActiveRule active, BytePath item, Optional<Job> waited, String why, Moment now) {
        Job job = waited.orElseGet(() -> unrun(active, Cause.EVENT, now));
        if (waited.isEmpty()) {
            chronicle.job(active, job, Fate.CANCELLED, 0, why);
        } else {
            leftovers.cancelled(job, now);
        }
        remember(active, job, Optional.of(item), new Outcome.Passed(why), now);
    }

    private Job unrun(ActiveRule active, Cause cause, Moment now) {
        JobId id = JobId.ofBatch(active.name(), now.epochNanos(), serials.nextOrder());
        return new Job(id, cause, serials.nextOrder());
    }

    private void remember(ActiveRule active, Job job, Optional<BytePath> path, Outcome outcome, Moment now) {
        store.record(
                new RunRecord(
                        serials.nextRun(),
                        active.name(),
                        job.id(),
                        job.nextNumber(),
                        job.cause(),
                        now.wall(),
                        Duration.ZERO,
                        Duration.ZERO,
                        true,
                        outcome.word(),
                        outcome.describe(),
                        0,
                        0,
                        1,
                        path),
                Output.NONE);
    }

    /** What a rule's jobs must have in common to wait for one another. */
    static String keyOf(Rule rule, BytePath root, BytePath path) {
        Template template = rule.queue().key().orElse(null);
        if (template == null) {
            return ""; // though an event that came when there was one still has it in its name
        }
        return rule.source().isOfEvents()
                ? ItemName.key(path)
                : new String(template.expand(root, path), StandardCharsets.ISO_8859_1);
    }

    /** Lets a job wait for its next attempt, and puts it at the end of the queue then. */
    void retryAt(ActiveRule active, Job job, long deadline, Moment now) {
        job.become(Job.State.RETRYING);
        keeping.retrying(active, job, now.wallAt(deadline));
        active.failing().add(job);
        active.retries().put(job, deadlines.at(deadline, due -> {
            active.retries().remove(job);
            job.rejoin(serials.nextOrder());
            enqueue(active, job, due);
        }));
    }

    /** Goes on with a job that an earlier daemon has left. */
    void resume(ActiveRule active, PendingJob left, Duration delay, Moment now) {
        Job job = Job.of(left, serials.nextOrder());
        job.kept(true);
        leftovers.resume(job);
        active.jobs().add(job);
        active.intake().adopt(job);
        if (left.made() == 0) {
            enqueue(active, job, now);
        } else {
            retryAt(active, job, now.after(delay), now);
        }
    }

    /** A person wants a job no more that waits. */
    void cancelled(ActiveRule active, Job job, Moment now) {
        drop(active, job);
        leftovers.cancelled(job, now);
    }

    /** Takes over what another job stood for, into one that waits. */
    void join(ActiveRule active, Job waiting, Job later, Moment now) {
        chronicle.job(active, later, Fate.JOINED, 0, waiting.id().text());
        waiting.absorb(later);
        keeping.grown(active, waiting, now);
    }

    /** Keeps a job in mind that is not tried again, so that nobody begins anew with its file. */
    void leave(ActiveRule active, Job job) {
        job.become(Job.State.RETRYING);
        active.failing().add(job);
    }

    /** Waits no longer for the next attempt. */
    void retryNow(ActiveRule active, Job job, Moment now) {
        Deadlines.Deadline retry = active.retries().remove(job);
        if (retry != null) {
            deadlines.cancel(retry);
            job.rejoin(serials.nextOrder());
            enqueue(active, job, now);
        }
    }

    /** A job that does not run lives no more. */
    void drop(ActiveRule active, Job job) {
        Deadlines.Deadline retry = active.retries().remove(job);
        if (retry != null) {
            deadlines.cancel(retry);
        }
        active.queue().remove(job);
        forget(active, job);
    }

    private void forget(ActiveRule active, Job job) {
        keeping.gone(job);
        active.jobs().remove(job);
        active.failing().remove(job);
        active.rounds().held().remove(job);
        List<Runnable> waiting = afterwards.remove(job);
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }

    /** Does this when the job lives no more. */
    void whenGone(Job job, Runnable action) {
        afterwards.computeIfAbsent(job, any -> new ArrayList<>()).add(action);
    }

    /** A job has ended for good: what happened to its file meanwhile is work now. */
    void gone(ActiveRule active, Job job, Moment now) {
        forget(active, job);
        active.intake().gone(job, now);
    }

    /** True if the item that this event tells of was delivered before and still lies there. */
    boolean wasDelivered(ActiveRule active, FileEvent event) {
        return active.rule().isSpool()
                && event.stamp()
                        .filter(stamp -> store.wasDelivered(active.name(), event.path(), stamp))
                        .isPresent();
    }

    /** True if the event shows nothing that the job does not know: the same file, with the same content. */
    static boolean tellsNothingNew(Job job, FileEvent event) {
        if (event.change() == Change.DELETED || event.change() == Change.ATTRIBUTES || job.isEmpty()) {
            return false;
        }
        FileStamp known = job.changes().get(0).stamp().orElse(null);
        return known != null && event.stamp().filter(known::sameContent).isPresent();
    }
}
