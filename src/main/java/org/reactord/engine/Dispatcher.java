package org.reactord.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactord.engine.view.Fate;
import org.reactord.exec.Launcher;
import org.reactord.job.Attempt;
import org.reactord.job.Job;
import org.reactord.job.Outcome;
import org.reactord.rule.Durations;
import org.reactord.rule.Enabled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which job starts when, over all rules, and ends what runs too long. Confined to the loop thread.
 *
 * <p>The daemon has a fixed number of places, so that a burst does not become a fork storm. A command that has run for
 * {@link #GIVES_ITS_PLACE_BACK} is evidently waiting for something and gives its place back: hanging commands of some
 * rules must never stop all the others. (It still counts for its own rule's queue.)
 */
final class Dispatcher {
    static final Duration GIVES_ITS_PLACE_BACK = Duration.ofSeconds(10);
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration FIRST_HOLD = Duration.ofSeconds(1);
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** Lets the attempts of a shadow pass: their end comes as that of every other, and nothing is run. */
    interface Shadows {
        void pass(Attempt attempt);
    }

    private final Launcher launcher;
    private final Shadows shadows;
    private final Deadlines deadlines;
    private final Serials serials;
    private final Chronicle chronicle;
    private final int limit;
    private final Set<ActiveRule> waiting = new LinkedHashSet<>();
    private final Map<Long, Running> running = new LinkedHashMap<>();
    private final Spans spans = new Spans();
    private int placesTaken;
    private boolean stopping;
    private Duration hold = Duration.ZERO;
    private Deadlines.@Nullable Deadline held;
    private Optional<String> refusal = Optional.empty();

    Dispatcher(
            Launcher launcher, Shadows shadows, Deadlines deadlines, Serials serials, Chronicle chronicle, int limit) {
        this.shadows = shadows;
        this.launcher = launcher;
        this.deadlines = deadlines;
        this.serials = serials;
        this.chronicle = chronicle;
        this.limit = limit;
    }

    /** Lets a job wait for its turn; gives back the jobs that it put out of the queue. */
    List<Job> enqueue(ActiveRule active, Job job) {
        waiting.add(active);
        return active.queue().add(job);
    }

    /** Starts what may start. */
    void dispatch(Moment now) {
        while (!stopping && held == null && placesTaken < limit) {
            ActiveRule next = next();
            if (next == null) {
                refusal = running.isEmpty() ? Optional.empty() : refusal;
                return;
            }
            next.queue().start().ifPresent(job -> start(next, job, now));
        }
    }

    private @Nullable ActiveRule next() {
        ActiveRule best = null;
        long bestOrder = Long.MAX_VALUE;
        var rules = waiting.iterator();
        while (rules.hasNext()) {
            ActiveRule active = rules.next();
            if (active.queue().size() == 0) {
                rules.remove();
                continue;
            }
            long order = isFull(active) || active.pause().isPresent()
                    ? Long.MAX_VALUE
                    : active.queue().nextOrder().orElse(Long.MAX_VALUE);
            if (order < bestOrder) {
                best = active;
                bestOrder = order;
            }
        }
        return best;
    }

    /** One rule alone runs no more than the daemon does, also when its commands have given their places back. */
    private boolean isFull(ActiveRule active) {
        return active.rule().queue().width() == 0 && active.running() >= limit;
    }

    private void start(ActiveRule active, Job job, Moment now) {
        if (job.isEmpty()) {
            active.queue().ended(job);
            active.jobs().remove(job);
            active.failing().remove(job);
            return;
        }
        Attempt attempt = serials.attempt(active, job);
        Running run = new Running(active, job, attempt, now);
        job.become(Job.State.RUNNING);
        active.started();
        spans.began(active.name(), attempt.run(), job.chain().orElse(Map.of()), now);
        active.rounds().traces().began(job);
        running.put(attempt.run(), run);
        placesTaken++;
        Duration timeout = attempt.rule().execution().timeout();
        run.deadlines().add(deadlines.at(now.after(timeout), due -> timeOut(run, due)));
        if (timeout.compareTo(GIVES_ITS_PLACE_BACK) > 0) {
            run.deadlines().add(deadlines.at(now.after(GIVES_ITS_PLACE_BACK), due -> givePlaceBack(run)));
        }
        if (attempt.rule().enabled() == Enabled.SHADOW) {
            shadows.pass(attempt);
            return;
        }
        chronicle.job(active, job, Fate.STARTED, attempt.run(), "attempt " + attempt.number());
        launcher.launch(attempt);
    }

    private void givePlaceBack(Running run) {
        if (run.counted()) {
            run.countNoMore();
            placesTaken--;
        }
    }

    private void timeOut(Running run, Moment now) {
        LOG.warn(
                "{}: still running after {}; told to end, and killed in {} if it does not",
                run.attempt().label(),
                Durations.text(run.attempt().rule().execution().timeout()),
                Durations.text(GRACE));
        end(run, Running.Ending.TIMED_OUT, now);
    }

    private void end(Running run, Running.Ending why, Moment now) {
        if (run.ending() == Running.Ending.BY_ITSELF) {
            run.endingBecause(why);
            launcher.signal(run.attempt(), Launcher.Sent.TERM);
            run.deadlines().add(deadlines.at(now.after(GRACE), due -> kill(run, due)));
        }
    }

    private void kill(Running run, Moment now) {
        run.kill();
        givePlaceBack(run);
        launcher.signal(run.attempt(), Launcher.Sent.KILL);
        run.deadlines().add(deadlines.at(now.after(GRACE), due -> lose(run)));
    }

    /** A child that a kill does not end hangs in the kernel: its rule waits for it, the end of the daemon does not. */
    private static void lose(Running run) {
        run.lose();
        LOG.error("{}: still there {} after SIGKILL", run.attempt().label(), Durations.text(GRACE));
    }

    /** Starts nothing any more. */
    void stop() {
        stopping = true;
    }

    /** Tells everything that runs to end. */
    void endAll(Moment now) {
        List.copyOf(running.values()).forEach(run -> end(run, Running.Ending.CANCELLED, now));
    }

    /** Tells one command to end, for good. */
    void cancel(Running run, Moment now) {
        end(run, Running.Ending.DROPPED, now);
        run.endingBecause(Running.Ending.DROPPED); // also if it was told to end before, for another reason
    }

    void started(Attempt attempt, long pid, Duration after) {
        Running run = running.get(attempt.run());
        if (run != null) {
            run.isThere(pid, after);
        }
        if (held == null) { // what was on its way when another was refused proves nothing
            hold = Duration.ZERO;
            refusal = Optional.empty();
        }
    }

    /** An attempt is over: its place is free. */
    Optional<Running> ended(Attempt attempt) {
        Running run = running.remove(attempt.run());
        if (run == null) {
            return Optional.empty();
        }
        run.deadlines().forEach(deadlines::cancel);
        givePlaceBack(run);
        run.active().queue().ended(run.job());
        return Optional.of(run);
    }

    /** The system cannot start processes now: puts the job back to where it was, and starts nothing for a while. */
    void defer(Running run, Outcome why, Moment now) {
        run.job().become(Job.State.QUEUED);
        run.active().queue().putBack(run.job());
        waiting.add(run.active());
        refusal = Optional.of(run.attempt().label() + ": " + why.describe());
        if (held == null) {
            Duration doubled = hold.isZero() ? FIRST_HOLD : hold.multipliedBy(2);
            hold = doubled.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : doubled;
            held = deadlines.at(now.after(hold), due -> held = null);
            LOG.warn("{}: {}; nothing is started for {}", run.attempt().label(), why.describe(), Durations.text(hold));
        }
    }

    /** Why the system starts nothing now, or did not when it was last asked; empty if it does. */
    Optional<String> refusal() {
        return refusal;
    }

    /** True if nothing runs that could still end. */
    boolean isIdle() {
        return running.values().stream().allMatch(Running::lost);
    }

    /** Which commands ran when. */
    Spans spans() {
        return spans;
    }

    Collection<Running> running() {
        return running.values();
    }

    Optional<Running> runningOf(Job job) {
        return running.values().stream().filter(run -> run.job() == job).findFirst();
    }

    int limit() {
        return limit;
    }

    String launcherName() {
        return launcher.name();
    }
}
