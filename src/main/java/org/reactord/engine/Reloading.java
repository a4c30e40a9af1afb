package org.reactord.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.reactord.engine.view.Fate;
import org.reactord.engine.view.ReloadReport;
import org.reactord.event.Cause;
import org.reactord.event.WatchedTree;
import org.reactord.job.FileChange;
import org.reactord.job.Job;
import org.reactord.rule.Enabled;
import org.reactord.rule.Per;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSet;
import org.reactord.source.EventSource;

/** Swaps one set of rules for another without touching what did not change. Confined to the loop thread. */
final class Reloading {
    private final RuleBook book;
    private final EventSource source;
    private final JobYard yard;
    private final Mending mending;
    private final Marking marking;
    private final Leftovers leftovers;
    private boolean starting = true;

    Reloading(RuleBook book, EventSource source, JobYard yard, Mending mending, Marking marking, Leftovers leftovers) {
        this.book = book;
        this.source = source;
        this.yard = yard;
        this.mending = mending;
        this.marking = marking;
        this.leftovers = leftovers;
    }

    /** What is found out while rules are compared. */
    private static final class Findings {
        final List<String> added = new ArrayList<>();
        final List<String> changed = new ArrayList<>();
        final List<String> removed = new ArrayList<>();
        final List<String> unchanged = new ArrayList<>();
        final List<String> dropped = new ArrayList<>();
        final Set<WatchedTree> lookAgain = new LinkedHashSet<>();

        boolean isNew(ActiveRule active) {
            return added.contains(active.name()) || changed.contains(active.name());
        }

        ReloadReport report() {
            return new ReloadReport(added, changed, removed, unchanged, dropped);
        }
    }

    /** Puts the rules in force; answers, on a thread of the source, once everything new is armed. */
    void apply(RuleSet rules, Consumer<ReloadReport> answer, Moment now) {
        Findings findings = new Findings();
        List<ActiveRule> next = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            next.add(take(rule, findings, now));
        }
        for (ActiveRule active : List.copyOf(book.all())) {
            if (rules.named(active.name()).isEmpty()) {
                retire(active, findings);
            }
        }
        book.replace(next);
        next.stream().filter(findings::isNew).forEach(this::inherit);
        source.watch(marking.requests(next, starting), () -> answer.accept(findings.report()));
        marking.inForce(next, now);
        if (starting) {
            starting = false;
            yard.keeping().resume(book, yard, now);
            yard.loops().begin(book, now);
        }
        findings.lookAgain.forEach(tree -> source.rescan(tree, Cause.START));
    }

    private ActiveRule take(Rule rule, Findings findings, Moment now) {
        ActiveRule active = book.named(rule.name()).orElse(null);
        if (active == null) {
            findings.added.add(rule.name());
            return add(rule, findings, now);
        }
        if (active.rule().meansTheSameAs(rule)) {
            findings.unchanged.add(rule.name());
            active.movedTo(rule);
        } else {
            findings.changed.add(rule.name());
            change(active, rule, findings, now);
        }
        return active;
    }

    private ActiveRule add(Rule rule, Findings findings, Moment now) {
        ActiveRule leaving = book.leaving(rule.name()).orElse(null);
        if (leaving != null) {
            // Taken away and put back while its command still runs: never two runs of one item at once.
            change(leaving, rule, findings, now);
            return leaving;
        }
        ActiveRule fresh = new ActiveRule(rule);
        fresh.intake(intakeOf(fresh, rule));
        leftovers.meet(fresh, now);
        lookAgain(rule, findings);
        return fresh;
    }

    /** A spool's directory is its queue: of a tree that is watched already, what lies there must be told once more. */
    private void lookAgain(Rule rule, Findings findings) {
        if (rule.isSpool()) {
            rule.trees().stream().filter(book::isWatched).forEach(findings.lookAgain::add);
        }
    }

    private Intake intakeOf(ActiveRule active, Rule rule) {
        return switch (rule.per()) {
            case FILE -> new FileIntake(active, rule, yard, mending, new Backlog(active, source));
            case BATCH -> new BatchIntake(active, rule, yard);
        };
    }

    private void change(ActiveRule active, Rule rule, Findings findings, Moment now) {
        active.intake().flush(now);
        Rule before = active.rule();
        boolean wasClear = active.isClear();
        active.become(rule, intakeOf(active, rule));
        yard.loops().changed(active, now);
        int dropped = 0;
        for (Job job : List.copyOf(active.jobs())) {
            boolean waits = job.state() == Job.State.QUEUED || job.state() == Job.State.RETRYING;
            job.wanted(before.per() == rule.per() && stillWanted(rule, job));
            if (!waits || job.isWanted()) {
                active.intake().adopt(job);
            } else {
                yard.chronicle().job(active, job, Fate.DROPPED, 0, "the rule does not ask for it any more");
                yard.drop(active, job);
                dropped++;
            }
        }
        if (dropped > 0) {
            findings.dropped.add(sentence(active, dropped, "the rule does not ask for them any more"));
        }
        mending.ruleChanged(active, wasClear, now);
        lookAgain(rule, findings); // what the old version had refused, the new one may want
    }

    private static boolean stillWanted(Rule rule, Job job) {
        if (rule.enabled() != Enabled.ON || job.isEmpty()) {
            return false;
        }
        FileChange change = job.changes().get(0);
        return rule.trees().stream()
                .filter(tree -> tree.root().equals(change.root()))
                .anyMatch(tree -> rule.per() == Per.BATCH
                        || rule.refusal(change.asEvent(tree)).isEmpty());
    }

    private void retire(ActiveRule active, Findings findings) {
        findings.removed.add(active.name());
        active.retire();
        mending.ruleGone(active);
        yard.loops().retired(active);
        int dropped = 0;
        for (Job job : List.copyOf(active.jobs())) {
            if (job.state() == Job.State.QUEUED || job.state() == Job.State.RETRYING) {
                yard.chronicle().job(active, job, Fate.DROPPED, 0, "the rule is gone");
                yard.drop(active, job);
                dropped++;
            }
        }
        if (dropped > 0) {
            findings.dropped.add(sentence(active, dropped, "the rule is gone"));
        }
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

    private static String sentence(ActiveRule active, int dropped, String why) {
        String jobs = dropped == 1 ? "1 waiting job was" : dropped + " waiting jobs were";
        String items = active.rule().isSpool() ? "; the files stay where they are" : "";
        return "rule '" + active.name() + "': " + jobs + " dropped, because " + why + items;
    }
}
