package org.reactord.control;

import java.util.ArrayList;
import java.util.List;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.JobStatus;
import org.reactord.engine.view.PathReport;
import org.reactord.event.SafeText;
import org.reactord.rule.Clause;
import org.reactord.rule.Enabled;
import org.reactord.rule.Origin;
import org.reactord.source.RootState;

/** One rule in {@code explain}: YES or NO, the clauses that decide, and how things stand. */
final class ExplainText {
    private static final int INDENT = 5;

    private final PathReport.OfRule rule;
    private final ExplainAnswer answer;
    private final Style style;
    private final List<String> lines = new ArrayList<>();

    ExplainText(PathReport.OfRule rule, ExplainAnswer answer, Style style) {
        this.rule = rule;
        this.answer = answer;
        this.style = style;
    }

    List<String> lines() {
        boolean yes = rule.explanation().matches();
        String verdict = style.painted(yes ? "YES  " : "NO   ", yes ? "32" : "33");
        String near = rule.explanation().isNearMiss() ? ", by one clause alone" : "";
        String name = RuleWords.name(rule.rule().rule());
        lines.add(verdict + Columns.cut(name, style.columns() - INDENT - near.length()) + near);
        rule.explanation().clauses().stream().filter(this::isTold).forEach(clause -> add(clauseText(clause)));
        if (!rule.others().isEmpty()) {
            add("it would be taken if " + String.join(" or ", ExplainAnswer.words(rule.others())));
        }
        if (rule.explanation().tree().isPresent()) {
            addStanding();
        }
        return lines;
    }

    /** What decides: all that stands in the way, or, if nothing does, what somebody has written that does not. */
    private boolean isTold(Clause clause) {
        boolean written = !clause.origin().equals(Origin.DEFAULT);
        return style.verbose() || (rule.explanation().matches() ? written : !clause.holds());
    }

    /** The clause, and the place where it stands. */
    private static String clauseText(Clause clause) {
        String verdict = clause.holds() ? "yes, " : "no, ";
        return verdict + SafeText.ofText(clause.told());
    }

    private void addStanding() {
        if (!rule.path().equals(answer.report().inquiry().path())) {
            add("seen as " + rule.path());
        }
        if (rule.rule().rule().enabled() == Enabled.SHADOW) {
            add("a shadow: it records, and runs nothing");
        }
        rule.root().ifPresentOrElse(this::addRoot, () -> {
            if (rule.rule().health() != Health.OFF) {
                add("nothing was heard yet of how it is watched");
            }
        });
        rule.rule()
                .pause()
                .ifPresent(pause -> add("the rule is paused "
                        + pause.until()
                                .map(until -> "and is resumed "
                                        + Words.until(until, answer.report().now()))
                                .orElse("until somebody says: reactorctl resume "
                                        + RuleWords.name(rule.rule().rule()))
                        + pause.loop().map(loop -> "; " + SafeText.ofText(loop)).orElse("")));
        rule.settles()
                .ifPresent(then -> add("waits for quiet, which ends "
                        + Words.until(then, answer.report().now())));
        rule.job().ifPresent(this::addJob);
        rule.notes().forEach(note -> add(SafeText.ofText(note)));
        if (answer.setAside().containsKey(rule.rule().rule().name())) {
            add("one of this name was given up, and lies with its reason beside it at "
                    + answer.setAside().get(rule.rule().rule().name()));
        }
        rule.rule()
                .incident()
                .ifPresent(incident -> add("the rule has been failing for "
                        + Words.span(incident.since(), answer.report().now()) + ": "
                        + SafeText.ofText(incident.reason())));
    }

    private void addRoot(RootState root) {
        String detail = root.detail().isEmpty() ? "" : ": " + SafeText.ofText(root.detail());
        add(root.kind().word() + " at " + root.tree().root() + ", " + Words.plural(root.watches(), "watch", "watches")
                + detail);
    }

    private void addJob(JobStatus job) {
        String more = job.changes() > 1 ? " of " + job.changes() + " changes" : "";
        String next = job.nextAttempt()
                .map(then -> ", attempt " + job.attempt() + " "
                        + Words.until(then, answer.report().now()))
                .orElse(", attempt " + job.attempt());
        String pid = job.pid().isPresent() ? ", pid " + job.pid().getAsLong() : "";
        add("job " + job.id() + more + " is " + job.state() + next + pid);
        if (job.state().equals("queued") && rule.ahead() > 1) {
            add(Words.count(rule.ahead(), "job") + " of the rule wait for their turn, this one among them");
        }
    }

    private void add(String sentence) {
        lines.addAll(Columns.wrap(sentence, INDENT, style.columns()));
    }
}
