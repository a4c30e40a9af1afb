package org.reactord.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.reactord.engine.view.RunStatus;
import org.reactord.event.BytePath;
import org.reactord.exec.Leftover;
import org.reactord.job.Attempt;
import org.reactord.job.Job;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.rule.Durations;
import org.reactord.rule.Rule;
import org.reactord.store.Disposal;
import org.reactord.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from the end of an attempt. Confined to the loop thread. */
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    private final Dispatcher dispatcher;
    private final JobYard yard;
    private final Serials serials;
    private final Store store;
    private final Leftovers leftovers;
    private final OutputShelf outputs = new OutputShelf();
    private final Map<Long, Running> disposing = new HashMap<>();

    Endings(Dispatcher dispatcher, JobYard yard, Serials serials, Store store, Leftovers leftovers) {
        this.dispatcher = dispatcher;
        this.yard = yard;
        this.serials = serials;
        this.store = store;
        this.leftovers = leftovers;
    }

    void ended(Attempt attempt, Outcome told, Output output, Moment now) {
        Running run = dispatcher.ended(attempt).orElse(null);
        if (run == null) {
            return;
        }
        Outcome outcome = meant(run, told);
        run.active().ended(picture(run, outcome, output, now));
        outputs.keep(run.active());
        if (outcome instanceof Outcome.Deferred && isWanted(run)) {
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
        if (!disposing.containsKey(attempt.run())) {
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

    private void done(Running run, Outcome outcome, Moment now) {
        LOG.debug("{} (attempt {})", told(run, outcome), run.attempt().number());
        run.active().failing().remove(run.job());
        if (outcome.success() && run.attempt().rule().isSpool()) {
            dispose(run);
            store.delivered(run.attempt());
        } else {
            yard.gone(run.active(), run.job(), now);
        }
        if (outcome.success()) {
            endIncidentIfNothingFails(run.active(), now);
        } else {
            forgetIncidentIfNothingFails(run.active());
        }
    }

    private void retry(Running run, Outcome outcome, Output output, Moment now) {
        ActiveRule active = run.active();
        Job job = run.job();
        fail(active, outcome, output, now);
        if (!isWanted(run)) {
            String why = active.retired() ? "the rule is gone" : "the rule does not ask for it any more";
            LOG.warn("{}; not tried again, because {}{}", told(run, outcome), why, said(output));
            yard.gone(active, job, now);
        } else if (outcome instanceof Outcome.Cancelled) {
            job.become(Job.State.RETRYING); // for as long as the daemon lives: the next one goes on with it
            yard.keeping().retrying(active, job, now.wall());
            LOG.warn("{}{}", told(run, outcome), said(output));
        } else if (job.changedMeanwhile()) {
            LOG.warn("{}; the file has changed meanwhile and is a new job{}", told(run, outcome), said(output));
            yard.gone(active, job, now);
        } else if (active.rule().retry().leaves()) {
            yard.leave(active, job);
            LOG.warn("{}; the item stays for the next pass{}", told(run, outcome), said(output));
        } else {
            Duration delay = active.rule().retry().delayAfter(Math.max(1, job.made()));
            yard.retryAt(active, job, now.after(delay), now);
            LOG.warn(
                    "{}; next attempt in {} (attempt {}){}",
                    told(run, outcome),
                    Durations.text(delay),
                    job.nextNumber(),
                    said(output));
        }
    }

    private static boolean isWanted(Running run) {
        return !run.active().retired() && run.job().isWanted();
    }

    private void giveUp(Running run, Outcome outcome, Output output, Moment now) {
        fail(run.active(), outcome, output, now);
        run.active().failing().remove(run.job());
        run.active().gaveUp();
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
            dispose(run);
            store.givenUp(run.attempt(), outcome.describe() + said(output));
        } else {
            yard.gone(run.active(), run.job(), now);
        }
    }

    /** {@code rule 'outbox' job 1x2y3z: msmtp exited 75}. */
    private static String told(Running run, Outcome outcome) {
        return run.attempt().label() + ": " + run.attempt().program() + " " + outcome.describe();
    }

    private static String said(Output output) {
        String line = output.lastLine();
        return line.isEmpty() ? "" : "; it said: " + line;
    }

    private static void fail(ActiveRule active, Outcome outcome, Output output, Moment now) {
        if (outcome.countsAgainstJob()) {
            Incident incident = active.incident().orElseGet(() -> new Incident(now));
            incident.add(outcome, output);
            active.incident(incident);
        }
    }

    /** An incident is over with a success, unless another job of the rule has failed and has not succeeded since. */
    private static void endIncidentIfNothingFails(ActiveRule active, Moment now) {
        Incident incident = active.incident().orElse(null);
        if (incident != null && active.failing().isEmpty()) {
            active.incident(null);
            LOG.info(
                    "rule '{}': works again, after {} {} in {}",
                    active.name(),
                    incident.failures(),
                    incident.failures() == 1 ? "failure" : "failures",
                    Durations.text(now.since(incident.since())));
        }
    }

    /** What had failed is there no more, so nobody is failing; but nothing has worked either. */
    static void forgetIncidentIfNothingFails(ActiveRule active) {
        if (active.incident().isPresent() && active.failing().isEmpty()) {
            active.incident(null);
            LOG.info("rule '{}': nothing is left of what failed", active.name());
        }
    }

    void disposed(Attempt attempt, Disposal disposal, Moment now) {
        Running run = disposing.remove(attempt.run());
        if (run == null) {
            return;
        }
        ActiveRule active = run.active();
        BytePath path = attempt.changes().get(0).path();
        active.stuck().remove(path);
        if (disposal instanceof Disposal.Stuck stuck) {
            active.stuck().put(path, stuck.reason());
            LOG.error(
                    "{}: {} was handled, but {}; it is not run again, see to it",
                    attempt.label(),
                    path,
                    stuck.reason());
        } else if (disposal instanceof Disposal.Replaced) {
            LOG.debug("{}: another file has taken the name {}", attempt.label(), path);
        }
        leftovers.settled(attempt.job());
        yard.gone(active, run.job(), now);
    }

    /** An item that was delivered before lies there still: only its removal is tried again. */
    void disposeAgain(ActiveRule active, Job job, Moment now) {
        Attempt attempt = serials.attempt(active, job);
        active.jobs().add(job);
        dispose(new Running(active, job, attempt, now));
        store.delivered(attempt);
    }

    /** An item over which daemons keep dying is not tried again; true if this is one. */
    boolean setAsideIfPoison(ActiveRule active, Job job, Moment now) {
        Leftover left = leftovers.poison(job).orElse(null);
        if (left == null) {
            return false;
        }
        Attempt next = serials.attempt(active, job);
        Attempt last = new Attempt(next.run(), job.id(), next.rule(), job.made(), next.cause(), next.changes());
        String reason = Leftovers.reason(left);
        LOG.error("{}: {}; the item is set aside", last.label(), reason);
        active.jobs().add(job);
        active.gaveUp();
        dispose(new Running(active, job, last, now));
        store.givenUp(last, reason);
        return true;
    }

    private void dispose(Running run) {
        run.job().become(Job.State.DISPOSING);
        disposing.put(run.attempt().run(), run);
    }

    /** True while some item is still on its way out. */
    boolean busy() {
        return !disposing.isEmpty();
    }
}
