package org.reactord.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.reactord.engine.Engine;
import org.reactord.engine.Order;
import org.reactord.engine.view.Decision;
import org.reactord.engine.view.Decisions;
import org.reactord.engine.view.EventReport;
import org.reactord.engine.view.Glimpse;
import org.reactord.engine.view.Inquiry;
import org.reactord.engine.view.JobStatus;
import org.reactord.engine.view.OrderReport;
import org.reactord.engine.view.PathReport;
import org.reactord.engine.view.ReloadReport;
import org.reactord.engine.view.RestoreReport;
import org.reactord.engine.view.RuleChange;
import org.reactord.engine.view.RuleChange.Kind;
import org.reactord.engine.view.RuleStatus;
import org.reactord.engine.view.Status;
import org.reactord.event.SystemEvent;
import org.reactord.job.PendingJob;
import org.reactord.rule.Explanation;
import org.reactord.rule.Origin;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSet;

/** Answers at once, or when it is told to, with what it was given. */
final class FakeEngine implements Engine {
    static final Instant NOW = Instant.parse("2026-05-04T10:00:00.250Z");

    private volatile Status status = picture(List.of(), List.of());
    private volatile boolean silent;
    final List<Decision> decisions = new CopyOnWriteArrayList<>();
    final List<Consumer<Decisions>> followers = new CopyOnWriteArrayList<>();
    volatile long missed;
    private final List<Consumer<Glimpse>> onlookers = new CopyOnWriteArrayList<>();
    final List<List<String>> changedFiles = new CopyOnWriteArrayList<>();
    final List<Order> orders = new CopyOnWriteArrayList<>();
    final List<Runnable> shutdowns = new CopyOnWriteArrayList<>();
    final List<Boolean> hurries = new CopyOnWriteArrayList<>();
    final List<Consumer<Status>> unanswered = new CopyOnWriteArrayList<>();
    final CountDownLatch asked = new CountDownLatch(1);

    static Status picture(List<RuleStatus> rules, List<JobStatus> jobs) {
        return picture(rules, jobs, List.of());
    }

    static Status picture(List<RuleStatus> rules, List<JobStatus> jobs, List<String> changedFiles) {
        return new Status(
                "running",
                "portable",
                "posix_spawn",
                2,
                NOW.minusSeconds(7200),
                NOW,
                rules,
                jobs,
                jobs.size(),
                0,
                Optional.empty(),
                Optional.empty(),
                changedFiles);
    }

    FakeEngine with(List<RuleStatus> rules, List<JobStatus> jobs) {
        status = picture(rules, jobs);
        return this;
    }

    /** From now on it takes questions and answers none. */
    void fallSilent() {
        silent = true;
    }

    @Override
    public void explain(SystemEvent event, Consumer<EventReport> answer) {
        List<EventReport.OfRule> rules = new ArrayList<>();
        for (RuleStatus one : status.rules()) {
            one.rule()
                    .source()
                    .want()
                    .filter(want -> want.kind() == event.kind())
                    .map(want -> Explanation.of(one.rule(), want, event))
                    .ifPresent(explanation -> rules.add(new EventReport.OfRule(one, explanation, 1)));
        }
        int others = status.rules().size() - rules.size();
        answer.accept(new EventReport(event, NOW, rules, others, List.of(event), decisions));
    }

    @Override
    public void status(Consumer<Status> answer) {
        asked.countDown();
        if (silent) {
            unanswered.add(answer);
        } else {
            answer.accept(status);
        }
    }

    @Override
    public void decisions(long after, boolean follows, Consumer<Decisions> answer) {
        if (!decisions.isEmpty() && after < decisions.get(decisions.size() - 1).number()) {
            answer.accept(new Decisions(
                    decisions.stream().filter(one -> one.number() > after).toList(), missed, false));
        } else if (!follows) {
            answer.accept(new Decisions(List.of(), 0, false));
        } else {
            followers.add(answer);
        }
    }

    @Override
    public void whenWritten(Runnable answer) {
        answer.run();
    }

    @Override
    public void pending(Consumer<List<PendingJob>> answer) {
        answer.accept(List.of());
    }

    @Override
    public void restore(List<PendingJob> jobs, Consumer<RestoreReport> answer) {
        answer.accept(new RestoreReport(jobs.size(), 0, List.of()));
    }

    @Override
    public void explain(Inquiry inquiry, Consumer<PathReport> answer) {
        answer.accept(new PathReport(inquiry, NOW, List.of(), List.of(), decisions));
    }

    @Override
    public void statusAfter(int revision, Consumer<Glimpse> answer) {
        asked.countDown();
        if (revision != 7) {
            answer.accept(new Glimpse(status, 7));
        } else {
            onlookers.add(answer);
        }
    }

    /** What is of revision 7 is out of date now. */
    void change() {
        onlookers.forEach(answer -> answer.accept(new Glimpse(status, 8)));
    }

    @Override
    public void reload(RuleSet rules, Consumer<ReloadReport> answer) {
        answer.accept(report(rules));
    }

    @Override
    public void ruleFiles(List<String> changed) {
        changedFiles.add(changed);
    }

    @Override
    public void rehearse(RuleSet rules, Consumer<ReloadReport> answer) {
        answer.accept(report(rules));
    }

    /** All rules are new, and one is gone with two jobs of a spool. */
    private static ReloadReport report(RuleSet rules) {
        List<RuleChange> changes = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            changes.add(new RuleChange(rule.name(), Kind.ADDED, rule.origin(), List.of(), 0, 0, 0, 0, false));
        }
        changes.add(new RuleChange("old", Kind.REMOVED, Origin.DEFAULT, List.of(), 0, 2, 1, 0, true));
        return new ReloadReport(changes);
    }

    @Override
    public void order(Order order, Consumer<OrderReport> answer) {
        orders.add(order);
        answer.accept(new OrderReport.Done(List.of("outbox"), 1, 0, List.of("done"), List.of()));
    }

    @Override
    public void shutdown(boolean now, Runnable ended) {
        hurries.add(now);
        shutdowns.add(ended);
        asked.countDown();
    }
}
