package org.reactord.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.RuleStatus;
import org.reactord.engine.view.Status;
import org.reactord.event.SafeText;

/** Status on one screen: a sentence, and then the rules, those first that need somebody. */
final class StatusText {
    private static final int WIDEST_NAME = 24;
    private static final List<Health> TOLD =
            List.of(Health.BROKEN, Health.PAUSED, Health.FAILING, Health.DEGRADED, Health.WAITING);

    private final Status status;
    private final Facts facts;
    private final Style style;
    private final List<String> lines = new ArrayList<>();

    StatusText(Status status, Facts facts, Style style) {
        this.status = status;
        this.facts = facts;
        this.style = style;
    }

    List<String> lines() {
        lines.addAll(Columns.flow(summary(), 0, style.columns()));
        if (status.rules().isEmpty()) {
            tellHowToBegin();
            return lines;
        }
        lines.add("");
        int nameWidth = status.rules().stream()
                .mapToInt(one -> Columns.of(RuleWords.name(one.rule())))
                .max()
                .orElse(0);
        status.rules().stream()
                .sorted(Comparator.comparing(RuleStatus::health))
                .forEach(one -> lines.addAll(new RuleText(one, status, style)
                        .lines(style.width() == 0 ? nameWidth : Math.min(nameWidth, WIDEST_NAME))));
        status.trouble().ifPresent(reason -> {
            lines.add("");
            lines.add("The state directory takes nothing (" + reason
                    + "): a crash now could repeat or lose work. It is tried again every 30s.");
        });
        status.refusal().ifPresent(reason -> {
            lines.add("");
            lines.add("Commands start late or not at all now: " + SafeText.ofText(reason) + ". It is tried again.");
        });
        if (status.overflows() > 0) {
            lines.add("");
            // Not always the kernel's doing; the log names the directory and the reason.
            lines.add("Events were lost " + Words.count(status.overflows(), "time")
                    + "; the directories were compared instead, and the log says why.");
        }
        return lines;
    }

    private List<String> summary() {
        List<String> clauses = new ArrayList<>();
        int rules = status.rules().size();
        String ending = status.state().equals("running") ? "" : " (" + status.state() + ")";
        clauses.add(
                "reactor " + facts.version() + ending + ": " + (rules == 0 ? "no rules" : Words.count(rules, "rule")));
        boolean fine = true;
        for (Health health : TOLD) {
            long count = status.rules().stream()
                    .filter(one -> one.health() == health)
                    .count();
            if (count > 0) {
                clauses.add(count + " " + health.word());
                fine = false;
            }
        }
        if (fine && rules > 0 && !status.degraded()) {
            clauses.add("all fine");
        }
        int running = sum(RuleStatus::running);
        int waiting = sum(RuleStatus::queued) + sum(RuleStatus::retrying);
        if (running > 0) {
            clauses.add(Words.count(running, "job") + " running");
        }
        if (waiting > 0) {
            clauses.add(Words.count(waiting, "job") + " waiting");
        }
        return clauses;
    }

    private int sum(ToIntFunction<RuleStatus> count) {
        return status.rules().stream().mapToInt(count).sum();
    }

    private void tellHowToBegin() {
        lines.add("");
        lines.add("Rules are read from the files in this directory whose names end in .yaml:");
        lines.add("    " + facts.places().rules().told());
        lines.add("A first one, in " + "a file there: every file that lands in ~/outbox is handed to a command.");
        lines.add("");
        lines.add("outbox:");
        lines.add("  spool: ~/outbox");
        lines.add("  run: [msmtp, -t]");
        lines.add("");
        lines.add("Then say: reactorctl reload");
    }
}
