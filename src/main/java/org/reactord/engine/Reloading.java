package org.reactord.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.reactord.engine.ReloadPlan.Step;
import org.reactord.engine.ReloadPlan.Verdict;
import org.reactord.engine.view.Fate;
import org.reactord.engine.view.ReloadReport;
import org.reactord.engine.view.RuleChange;
import org.reactord.engine.view.RuleChange.Kind;
import org.reactord.event.Cause;
import org.reactord.event.WatchedTree;
import org.reactord.job.Job;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSet;
import org.reactord.source.EventSource;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemSource;

/** Swaps one set of rules for another without touching what did not change. Confined to the loop thread. */
final class Reloading {
    private final RuleBook book;
    private final EventSource source;
    private final SystemSource system;
    private final Happenings happenings;
    private final JobYard yard;
    private final Mending mending;
    private final Marking marking;
    private final Leftovers leftovers;
    private boolean starting = true;

    Reloading(
            RuleBook book,
            Edges edges,
            JobYard yard,
            Mending mending,
            Marking marking,
            Leftovers leftovers,
            Happenings happenings) {
        this.book = book;
        this.source = edges.source();
        this.system = edges.system();
        this.happenings = happenings;
        this.yard = yard;
        this.mending = mending;
        this.marking = marking;
        this.leftovers = leftovers;
    }

    /** Says what {@link #apply} would do with these rules, and does nothing. */
    ReloadReport rehearse(RuleSet rules) {
        return ReloadPlan.of(book, rules).report();
    }

    /** Puts the rules in force; answers, on a thread of the source, once everything new is armed. */
    void apply(RuleSet rules, Consumer<ReloadReport> answer, Moment now) {
        List<ActiveRule> next = new ArrayList<>();
        List<ActiveRule> renewed = new ArrayList<>();
        List<ActiveRule> beginning = new ArrayList<>();
        List<RuleChange> changes = new ArrayList<>();
        Set<WatchedTree> lookAgain = new LinkedHashSet<>();
        for (Step step : ReloadPlan.of(book, rules).steps()) {
            step.active().filter(active -> step.kind() == Kind.CHANGED).ifPresent(active -> active.intake()
                    .flush(now));
            changes.add(step.told());
            if (step.rule().isPresent()) {
                boolean begins = step.beginsToWait();
                ActiveRule active = take(step, step.rule().get(), lookAgain, now);
                next.add(active);
                if (begins) {
                    beginning.add(active);
                }
                if (step.kind() != Kind.UNCHANGED) {
                    renewed.add(active);
                }
            } else {
                step.active().ifPresent(active -> retire(active, step));
            }
        }
        book.replace(next);
        renewed.forEach(this::inherit);
        ReloadReport report = new ReloadReport(changes);
        // One after the other: what happens is put into directories that are watched by then.
        List<SystemRequest> requests = happenings.requests(next);
        source.watch(marking.requests(next, starting), () -> system.watch(requests, () -> answer.accept(report)));
        beginning.forEach(active -> happenings.begin(active, now));
        marking.inForce(next, now);
        if (starting) {
            starting = false;
            yard.keeping().resume(book, yard, now);
            yard.loops().begin(book, now);
        }
        lookAgain.forEach(tree -> source.rescan(tree, Cause.START));
    }

    private ActiveRule take(Step step, Rule rule, Set<WatchedTree> lookAgain, Moment now) {
        if (step.active().isEmpty()) {
            ActiveRule fresh = new ActiveRule(rule);
            fresh.intake(intakeOf(fresh, rule));
            leftovers.meet(fresh, now);
            lookAgain(rule, lookAgain);
            return fresh;
        }
        ActiveRule active = step.active().get();
        if (step.kind() == Kind.UNCHANGED) {
            active.movedTo(rule);
        } else {
            // Also if it was taken away and is put back while its command still runs: never two runs of one item.
            change(active, rule, step, lookAgain, now);
        }
        return active;
    }

    /** A spool's directory is its queue: of a tree that is watched already, what lies there must be told once more. */
    private void lookAgain(Rule rule, Set<WatchedTree> lookAgain) {
        if (rule.isSpool()) {
            rule.trees().stream().filter(book::isWatched).forEach(lookAgain::add);
        }
    }

    private Intake intakeOf(ActiveRule active, Rule rule) {
        return switch (rule.per()) {
            case FILE -> new FileIntake(active, rule, yard, mending, new Backlog(active, source));
            case BATCH -> new BatchIntake(active, rule, yard);
        };
    }

    private void change(ActiveRule active, Rule rule, Step step, Set<WatchedTree> lookAgain, Moment now) {
        Map<Job, Verdict> verdicts = verdicts(active, step);
        boolean wasClear = active.isClear();
        active.become(rule, intakeOf(active, rule));
        yard.loops().changed(active, now);
        verdicts.forEach((job, verdict) -> {
            job.wanted(verdict.isWanted());
            if (verdict == Verdict.DROPPED) {
                yard.chronicle().job(active, job, Fate.DROPPED, 0, "the rule does not ask for it any more");
                yard.drop(active, job);
            } else {
                active.intake().adopt(job);
            }
        });
        mending.ruleChanged(active, wasClear, now);
        lookAgain(rule, lookAgain); // what the old version had refused, the new one may want
    }

    /** Asked while the rule is still what it was. */
    private static Map<Job, Verdict> verdicts(ActiveRule active, Step step) {
        Map<Job, Verdict> verdicts = new LinkedHashMap<>();
        active.jobs().forEach(job -> verdicts.put(job, step.verdict(job)));
        return verdicts;
    }

    private void retire(ActiveRule active, Step step) {
        Map<Job, Verdict> verdicts = verdicts(active, step);
        active.retire();
        mending.ruleGone(active);
        yard.loops().retired(active);
        verdicts.forEach((job, verdict) -> {
            if (verdict == Verdict.DROPPED) {
                yard.chronicle().job(active, job, Fate.DROPPED, 0, "the rule is gone");
                yard.drop(active, job);
            }
        });
    }

    /** A rule that was given another name must not begin with an item that a command of the old one still has. */
    private void inherit(ActiveRule heir) {
        if (!heir.rule().isSpool()) {
            return;
        }
        for (ActiveRule old : book.leaving()) {
            for (Job job : old.jobs()) {
                job.path().ifPresent(path -> heir.rule().trees().stream()
                        .filter(tree ->
                                path.parent().filter(tree.root()::equals).isPresent())
                        .forEach(tree -> {
                            heir.elsewhere().add(path);
                            yard.whenGone(job, () -> {
                                heir.elsewhere().remove(path);
                                source.rescan(tree, Cause.START);
                            });
                        }));
            }
        }
    }
}
