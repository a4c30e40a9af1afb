package org.reactord.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reactord.engine.view.Fate;
import org.reactord.event.BytePath;
import org.reactord.event.FileEvent;
import org.reactord.job.FileChange;
import org.reactord.job.Job;
import org.reactord.source.Content;
import org.reactord.source.Contents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises a rule whose command changes what the rule watches. Confined to the loop thread.
 *
 * <p>Who made a change cannot be known, and a change by somebody else must never be lost. So a change made during a run
 * always leads to another run, with one exception that can be proved: if the files are then, byte for byte, as they were
 * when the last run about them <em>began</em>, that run has seen them so, and nothing is left to do. A formatter thus
 * comes to rest after its second run, and a change that somebody else made while a command ran is another content and
 * gets its run. (A file that somebody else changes during a run and changes back within the same run, as often as it
 * changed in the run before, cannot be told apart. Times alone are no content.)
 *
 * <p>What never comes to rest is found by counting rounds: the runs of the rule itself in the {@linkplain Spans chain}
 * that has led to a job. So a rule is found out, too, that feeds another which feeds it. A busy tree looks much the same,
 * since its files too change while commands run; but they also change while none does. So before each of the last rounds
 * that are allowed the rule is left idle for some time, and any change then begins the count anew. A rule whose tree is
 * still whenever its command is, {@link #WATCH} rounds on end, is paused. Of a spool it takes {@link #SPOOL} rounds,
 * because a command that puts parts of its work back into the spool is sound as long as it ends. What came meanwhile
 * waits.
 */
final class Loops {
    static final int WATCH = 5;
    static final int SPOOL = 32;

    /** Before so many of the last rounds it is looked whether anything changes while nothing runs. */
    private static final int LOOKED_AT = 3;

    /** More than these are not compared. */
    private static final int MOST_COMPARED = 100;

    /** A disk that does not answer must not hold up work. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Nor must other commands of the rule, which run and run: with those it makes no storm. */
    static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

    private static final int MOST_NAMED = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Loops.class);

    private record Question(ActiveRule active, Job job, Deadlines.Deadline patience) {}

    private final Deadlines deadlines;
    private final Spans spans;
    private final Contents contents;
    private final Pausing pausing;
    private final JobYard yard;
    private final Map<Long, Question> questions = new HashMap<>();
    private final Set<ActiveRule> suspects = new LinkedHashSet<>();
    private long asked;

    Loops(Deadlines deadlines, Spans spans, Contents contents, Pausing pausing, JobYard yard) {
        this.deadlines = deadlines;
        this.spans = spans;
        this.contents = contents;
        this.pausing = pausing;
        this.yard = yard;
    }

    /** Hears of every event that a rule wants, before its intake does. */
    void heard(ActiveRule active, FileEvent event, Moment now) {
        boolean mayBeOwn = spans.mayBeOwn(active.name(), event, now);
        active.rounds().heard(event, mayBeOwn, now);
        if (!mayBeOwn) {
            spans.forgive(active.name());
            acquit(active, now);
        }
    }

    /** An attempt is over. */
    void ended(Running run, boolean success, Moment now) {
        spans.ended(run.attempt().run(), now);
        if (!success) {
            run.active().rounds().traces().forgetWhatWasLeft();
        }
        suspects.forEach(active -> lookOn(active, now));
    }

    /** True if a new job may wait for its turn now; if not, it is let in, or is nothing, later. */
    boolean admits(ActiveRule active, Job job, Moment now) {
        if (job.chain().isPresent()) {
            return true; // it was asked before: this is another attempt
        }
        if (round(active, job, now) == 0) {
            return true;
        }
        if (active.rule().isSpool() || job.size() > MOST_COMPARED) {
            return admitsRound(active, job, now);
        }
        long question = ++asked;
        List<BytePath> paths = job.changes().stream().map(FileChange::path).toList();
        Deadlines.Deadline patience = deadlines.at(now.after(PATIENCE), due -> answered(question, Map.of(), due));
        questions.put(question, new Question(active, job, patience));
        contents.read(question, paths);
        return false;
    }

    void answered(long number, Map<BytePath, Content> found, Moment now) {
        Question question = questions.remove(number);
        if (question == null) {
            return;
        }
        deadlines.cancel(question.patience());
        ActiveRule active = question.active();
        Job job = question.job();
        if (!lives(active, job)) {
            return;
        }
        if (round(active, job, now) == 0) { // more may have joined it
            yard.queue(active, job, now);
        } else if (active.rounds().traces().areAsLeft(job, found)) {
            LOG.debug("rule '{}' job {}: the last run has left it all as it found it", active.name(), job.id());
            yard.chronicle().job(active, job, Fate.DROPPED, 0, "the last run has left it all as it found it");
            yard.gone(active, job, now);
        } else {
            active.rounds().traces().found(job, found);
            if (admitsRound(active, job, now)) {
                yard.queue(active, job, now);
            }
        }
    }

    private static boolean lives(ActiveRule active, Job job) {
        return active.jobs().contains(job) && job.state() == Job.State.QUEUED;
    }

    /** Finds out which runs have led to the job; how many of them are the rule's own. */
    private int round(ActiveRule active, Job job, Moment now) {
        boolean dated = job.changes().stream().anyMatch(change -> change.stamp().isPresent());
        job.chain(
                dated
                        ? spans.chainOf(job, now)
                        : spans.lastChain(active.name(), active.rounds().strange(), now));
        return round(active, job);
    }

    private static int round(ActiveRule active, Job job) {
        return job.chain().orElse(Map.of()).getOrDefault(active.name(), 0);
    }

    private boolean admitsRound(ActiveRule active, Job job, Moment now) {
        if (round(active, job) <= bound(active) - LOOKED_AT || active.pause().isPresent()) {
            return true;
        }
        active.rounds().hold(job, now);
        suspects.add(active);
        lookOn(active, now);
        return false;
    }

    private static int bound(ActiveRule active) {
        return active.rule().isSpool() ? SPOOL : WATCH;
    }

    private void lookOn(ActiveRule active, Moment now) {
        lookNoMore(active);
        active.rounds().look(deadlines.at(lookAt(active, now), due -> look(active, due)));
    }

    private void lookNoMore(ActiveRule active) {
        Deadlines.Deadline look = active.rounds().look();
        if (look != null) {
            deadlines.cancel(look);
            active.rounds().look(null);
        }
    }

    private long lookAt(ActiveRule active, Moment now) {
        return spans.isRunning(active.name(), now)
                ? active.rounds().heldSince().orElse(now).after(LONGEST_HOLD)
                : spans.quietAt(active.name(), now);
    }

    private void look(ActiveRule active, Moment now) {
        if (lookAt(active, now) > now.ticks()) {
            lookOn(active, now); // something has run meanwhile
            return;
        }
        if (spans.isRunning(active.name(), now)) {
            acquit(active, now);
            return;
        }
        active.rounds().held().stream()
                .filter(job -> lives(active, job) && round(active, job) > bound(active))
                .findFirst()
                .ifPresent(furthest -> pausing.stopLoop(active, furthest, sentence(active, furthest), now));
        release(active, now);
    }

    private static String sentence(ActiveRule active, Job job) {
        int rounds = round(active, job);
        List<String> others = job.chain().orElse(Map.of()).entrySet().stream()
                .filter(other -> !other.getKey().equals(active.name()) && other.getValue() >= rounds - 1)
                .map(other -> "'" + other.getKey() + "'")
                .sorted()
                .toList();
        String how = others.isEmpty()
                ? "its command changes what it watches: "
                : "what it watches is changed by its command, or by what that leads to (" + String.join(", ", others)
                        + "): ";
        return how + bound(active)
                + " times in a row it was run for nothing but what changed during the run before, at last "
                + paths(job);
    }

    private static String paths(Job job) {
        List<String> paths = job.changes().stream()
                .limit(MOST_NAMED)
                .map(change -> change.path().display())
                .toList();
        int more = job.size() - paths.size();
        return String.join(", ", paths) + (more > 0 ? " and " + more + " more" : "");
    }

    /** Nothing is held against it any more. */
    private void acquit(ActiveRule active, Moment now) {
        if (!suspects.contains(active)) {
            return; // as for almost every event
        }
        active.rounds().held().forEach(job -> job.forgive(active.name()));
        release(active, now);
    }

    private void release(ActiveRule active, Moment now) {
        lookNoMore(active);
        suspects.remove(active);
        List<Job> held = List.copyOf(active.rounds().held());
        active.rounds().held().clear();
        for (Job job : held) {
            if (lives(active, job)) {
                yard.queue(active, job, now);
            }
        }
    }

    /** It is given another try. */
    void forgive(ActiveRule active, Moment now) {
        spans.forgive(active.name());
        active.jobs().forEach(job -> job.forgive(active.name()));
        active.rounds().traces().forgetAll();
        release(active, now);
    }

    /** The daemon has its first rules: what was paused before it started is so again. */
    void begin(RuleBook book, Moment now) {
        pausing.restore(book, now);
    }

    /** The rule is in the rule files no more. */
    void retired(ActiveRule active) {
        lookNoMore(active);
        suspects.remove(active);
        active.rounds().held().clear();
        pausing.retired(active);
    }

    /** The rule means something else now. */
    void changed(ActiveRule active, Moment now) {
        pausing.changed(active);
        forgive(active, now);
    }
}
