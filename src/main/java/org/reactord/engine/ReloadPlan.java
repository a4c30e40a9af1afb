package org.reactord.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.reactord.engine.view.ReloadReport;
import org.reactord.engine.view.RuleChange;
import org.reactord.engine.view.RuleChange.Kind;
import org.reactord.job.FileChange;
import org.reactord.job.Job;
import org.reactord.rule.Difference;
import org.reactord.rule.Enabled;
import org.reactord.rule.Per;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSet;

/**
 * What a reload makes of each rule and of its jobs, decided before anything is touched: a reload carries it out, and a
 * rehearsal only tells it. Confined to the loop thread.
 */
final class ReloadPlan {
    private final List<Step> steps = new ArrayList<>();

    private ReloadPlan() {}

    static ReloadPlan of(RuleBook book, RuleSet rules) {
        ReloadPlan plan = new ReloadPlan();
        for (Rule rule : rules.rules()) {
            plan.steps.add(stepTo(rule, book));
        }
        for (ActiveRule active : book.all()) {
            if (rules.named(active.name()).isEmpty()) {
                plan.steps.add(new Step(Kind.REMOVED, Optional.of(active), Optional.empty()));
            }
        }
        return plan;
    }

    private static Step stepTo(Rule rule, RuleBook book) {
        Optional<ActiveRule> active = book.named(rule.name());
        if (active.isEmpty()) {
            return new Step(Kind.ADDED, book.leaving(rule.name()), Optional.of(rule));
        }
        boolean same = active.get().rule().meansTheSameAs(rule);
        return new Step(same ? Kind.UNCHANGED : Kind.CHANGED, active, Optional.of(rule));
    }

    /** In the order of the new rules, and then those that are gone. */
    List<Step> steps() {
        return steps;
    }

    ReloadReport report() {
        return new ReloadReport(steps.stream().map(Step::told).toList());
    }

    /** What becomes of a job. */
    enum Verdict {
        /** It waits, and goes on waiting. */
        KEPT,
        /** It waits, and the rule does not ask for it any more. */
        DROPPED,
        /** It is under way and ends under the rule that it started with; nobody asks for another attempt. */
        LAST,
        /** It is under way, and if it fails it is tried again under the new version. */
        GOING_ON;

        boolean isWanted() {
            return this == KEPT || this == GOING_ON;
        }
    }

    /**
     * What happens to one rule.
     *
     * @param active the rule at work, or one that was taken away while its command still runs; empty if it is all new
     * @param rule its next version; empty if it is gone
     */
    record Step(Kind kind, Optional<ActiveRule> active, Optional<Rule> rule) {
        Verdict verdict(Job job) {
            boolean waits = job.state() == Job.State.QUEUED || job.state() == Job.State.RETRYING;
            if (kind == Kind.UNCHANGED || isStillWanted(job)) {
                return waits ? Verdict.KEPT : Verdict.GOING_ON;
            }
            return waits ? Verdict.DROPPED : Verdict.LAST;
        }

        private boolean isStillWanted(Job job) {
            Per before = active.map(one -> one.rule().per()).orElse(null);
            return rule.filter(next -> next.per() == before)
                    .filter(next -> asksFor(next, job))
                    .isPresent();
        }

        private static boolean asksFor(Rule rule, Job job) {
            if (rule.enabled() != Enabled.ON || job.isEmpty()) {
                return false;
            }
            FileChange change = job.changes().get(0);
            return rule.trees().stream()
                    .filter(tree -> tree.root().equals(change.root()))
                    .anyMatch(tree -> rule.per() == Per.BATCH
                            || rule.refusal(change.asEvent(tree)).isEmpty());
        }

        /** True if what it waits for it did not wait for before. */
        boolean beginsToWait() {
            Rule before =
                    kind == Kind.ADDED ? null : active.map(ActiveRule::rule).orElse(null);
            Rule next = rule.orElse(null);
            return next != null
                    && next.enabled() != Enabled.OFF
                    && (before == null
                            || before.enabled() == Enabled.OFF
                            || !next.source().equals(before.source()));
        }

        /** How it stands at this moment. */
        RuleChange told() {
            Rule meant = rule.or(() -> active.map(ActiveRule::rule)).orElseThrow();
            List<Difference> keys = kind == Kind.CHANGED
                    ? active.map(before -> Difference.between(before.rule(), meant))
                            .orElse(List.of())
                    : List.of();
            List<Verdict> verdicts = active.map(
                            one -> one.jobs().stream().map(this::verdict).toList())
                    .orElse(List.of());
            return new RuleChange(
                    meant.name(),
                    kind,
                    meant.origin(),
                    keys,
                    Collections.frequency(verdicts, Verdict.KEPT),
                    Collections.frequency(verdicts, Verdict.DROPPED),
                    active.map(ActiveRule::running).orElse(0),
                    active.map(one -> one.intake().settling()).orElse(0),
                    active.map(ActiveRule::rule).filter(Rule::isSpool).isPresent());
        }
    }
}
