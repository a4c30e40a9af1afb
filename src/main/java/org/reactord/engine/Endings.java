package org.reactord.engine;

import java.time.Duration;
import java.util.Optional;
import org.reactord.engine.view.Fate;
import org.reactord.engine.view.RunStatus;
import org.reactord.job.Attempt;
import org.reactord.job.Job;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.job.RunRecord;
import org.reactord.rule.Durations;
import org.reactord.rule.Rule;
import org.reactord.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from the end of an attempt. Confined to the loop thread. */
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    private final Dispatcher dispatcher;
    private final JobYard yard;
    private final Incidents incidents;
    private final Removals removals;
    private final Leftovers leftovers;
    private final Store store;
    private final EventItems items;
    private final OutputShelf outputs = new OutputShelf();

    Endings(
            Dispatcher dispatcher,
            JobYard yard,
            Incidents incidents,
            Removals removals,
            Leftovers leftovers,
            Store store,
            EventItems items) {
        this.items = items;
        this.store = store;
        this.dispatcher = dispatcher;
        this.yard = yard;
        this.incidents = incidents;
        this.removals = removals;
        this.leftovers = leftovers;
    }

    void ended(Attempt attempt, Outcome told, Output output, Moment now) {
        Running run = dispatcher.ended(attempt).orElse(null);
        if (run == null) {
            return;
        }
        Outcome outcome = meant(run, told);
        run.active().ended(picture(run, outcome, output, now));
        if (!(outcome instanceof Outcome.Deferred || outcome instanceof Outcome.Vanished)) {
            store.record(record(run, outcome, output, now), output); // of the others no command was run
        }
        outputs.keep(run.active());
        yard.loops().ended(run, outcome.success(), now);
        if (run.ending() == Running.Ending.DROPPED && !outcome.success()) {
            dropped(run, outcome, now);
            settle(attempt);
            return;
        }
        if (outcome instanceof Outcome.Deferred && isWanted(run)) {
            note(run, Fate.RETRYING, outcome.describe());
            dispatcher.defer(run, outcome, now);
            return;
        }
        if (outcome.countsAgainstJob()) {
            run.job().countAttempt();
        }
        switch (outcome.disposition(attempt.rule().retry(), run.job().made())) {
            case DONE -> done(run, outcome, now);
            case RETRY -> retry(run, outcome, output, now);
            case GIVE_UP -> giveUp(run, outcome, output, now);
        }
        settle(attempt);
    }

    private void settle(Attempt attempt) {
        if (!removals.isUnderWay(attempt)) {
            leftovers.settled(attempt.job());
        }
    }

    /** An end that we caused is named after its cause; a command that was told to end and exits 0 has made it. */
    private static Outcome meant(Running run, Outcome told) {
        if (told.success() || !(told instanceof Outcome.Exited || told instanceof Outcome.Signalled)) {
            return told;
        }
        return switch (run.ending()) {
            case BY_ITSELF -> told;
            case TIMED_OUT ->
                new Outcome.TimedOut(
                        run.attempt().rule().execution().timeout(), run.killed() ? "was killed" : told.describe());
            case CANCELLED -> new Outcome.Cancelled("the daemon was told to stop at once");
            case DROPPED -> new Outcome.Cancelled(Cancelling.REASON);
        };
    }

    private static RunStatus picture(Running run, Outcome outcome, Output output, Moment now) {
        Attempt attempt = run.attempt();
        return new RunStatus(
                attempt.run(),
                attempt.job(),
                Optional.of(attempt.changes().get(0).path()),
                attempt.changes().size(),
                attempt.number(),
                attempt.cause(),
                run.started().wall(),
                now.since(run.started()),
                outcome,
                output);
    }

    private static RunRecord record(Running run, Outcome outcome, Output output, Moment now) {
        Attempt attempt = run.attempt();
        return new RunRecord(
                attempt.run(),
                attempt.rule().name(),
                attempt.job(),
                attempt.number(),
                attempt.cause(),
                run.started().wall(),
                now.since(run.started()),
                run.waited(),
                outcome.success() || outcome instanceof Outcome.Shadowed,
                outcome.word(),
                outcome.describe(),
                output.stdoutTotal(),
                output.stderrTotal(),
                attempt.changes().size(),
                Optional.of(attempt.changes().get(0).path()));
    }

    private void done(Running run, Outcome outcome, Moment now) {
        boolean shadow = outcome instanceof Outcome.Shadowed;
        LOG.debug("{} (attempt {})", told(run, outcome), run.attempt().number());
        note(run, shadow ? Fate.SHADOWED : Fate.DONE, shadow ? "" : outcome.describe());
        run.active().failing().remove(run.job());
        if (outcome.success() && run.attempt().rule().isSpool()) {
            removals.delivered(run.active(), run.job(), run.attempt());
        } else {
            yard.gone(run.active(), run.job(), now);
        }
        if (outcome.success()) {
            incidents.succeeded(run.active(), now);
        } else {
            incidents.nothingLeft(run.active(), now);
        }
    }

    private void retry(Running run, Outcome outcome, Output output, Moment now) {
        ActiveRule active = run.active();
        Job job = run.job();
        if (!isWanted(run)) {
            String why = active.retired() ? "the rule is gone" : "the rule does not ask for it any more";
            LOG.warn("{}; not tried again, because {}{}", told(run, outcome), why, said(output));
            note(run, Fate.GIVEN_UP, outcome.describe() + "; " + why);
            yard.gone(active, job, now);
            incidents.nothingLeft(active, now);
            return;
        }
        if (outcome instanceof Outcome.Cancelled) {
            note(run, Fate.RETRYING, outcome.describe());
            job.become(Job.State.RETRYING); // for as long as the daemon lives: the next one goes on with it
            yard.keeping().retrying(active, job, now.wall());
            LOG.warn("{}{}", told(run, outcome), said(output));
        } else if (job.changedMeanwhile()) {
            note(run, Fate.DROPPED, outcome.describe() + "; the file has changed and is a new job");
            LOG.warn("{}; the file has changed meanwhile and is a new job{}", told(run, outcome), said(output));
            yard.gone(active, job, now);
        } else if (active.rule().retry().leaves()) {
            note(run, Fate.LEFT, outcome.describe());
            yard.leave(active, job);
            LOG.warn("{}; the item stays for the next pass{}", told(run, outcome), said(output));
        } else {
            Duration delay = active.rule().retry().delayAfter(Math.max(1, job.made()));
            note(run, Fate.RETRYING, outcome.describe() + "; next attempt in " + Durations.text(delay));
            yard.retryAt(active, job, now.after(delay), now);
            LOG.warn(
                    "{}; next attempt in {} (attempt {}){}",
                    told(run, outcome),
                    Durations.text(delay),
                    job.nextNumber(),
                    said(output));
        }
        fail(run, outcome, output, now);
        items.failed(active, job, now);
    }

    private static boolean isWanted(Running run) {
        return !run.active().retired() && run.job().isWanted();
    }

    private void giveUp(Running run, Outcome outcome, Output output, Moment now) {
        run.active().failing().remove(run.job());
        run.active().gaveUp();
        note(run, Fate.GIVEN_UP, outcome.describe());
        Rule rule = run.attempt().rule();
        String next = rule.isSpool() ? "given up; the item is set aside" : "given up";
        LOG.warn(
                "{}; {} after {} {}{}",
                told(run, outcome),
                next,
                run.job().made(),
                run.job().made() == 1 ? "attempt" : "attempts",
                said(output));
        if (rule.isSpool() && !run.job().changedMeanwhile()) {
            removals.givenUp(run.active(), run.job(), run.attempt(), outcome.describe() + said(output));
        } else {
            yard.gone(run.active(), run.job(), now);
        }
        fail(run, outcome, output, now);
    }

    /** A person wanted it to end. */
    private void dropped(Running run, Outcome outcome, Moment now) {
        ActiveRule active = run.active();
        boolean item = run.attempt().rule().isSpool() && !run.job().changedMeanwhile();
        LOG.info("{}; not tried again{}", told(run, outcome), item ? ", and the item is set aside" : "");
        note(run, Fate.CANCELLED, outcome.describe());
        active.failing().remove(run.job());
        if (item) {
            active.gaveUp();
            removals.givenUp(active, run.job(), run.attempt(), Cancelling.REASON);
        } else {
            yard.gone(active, run.job(), now);
        }
        incidents.nothingLeft(active, now);
    }

    private void note(Running run, Fate fate, String detail) {
        yard.chronicle().job(run.active(), run.job(), fate, run.attempt().run(), detail);
    }

    /** {@code rule 'outbox' job 1x2y3z: msmtp exited 75}. */
    private static String told(Running run, Outcome outcome) {
        return run.attempt().label() + ": " + run.attempt().program() + " " + outcome.describe();
    }

    private static String said(Output output) {
        String line = output.lastLine();
        return line.isEmpty() ? "" : "; it said: " + line;
    }

    /** The last thing of all, so that whoever is told at once is told what is so now. */
    private void fail(Running run, Outcome outcome, Output output, Moment now) {
        if (outcome.countsAgainstJob()) {
            incidents.failed(run.active(), Failure.of(run.attempt(), outcome, output), now);
        }
    }
}
