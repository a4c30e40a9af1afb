package org.reactord.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.RuleStatus;
import org.reactord.engine.view.Status;
import org.reactord.event.SafeText;

/** Status on one screen: a sentence, and then the rules, those first that need somebody. */
final class StatusText {
    /** Of a line a name takes three tenths at the most. */
    private static final double WIDEST_NAME = 0.3;

    /** What is said of rules that are fine begins after this many columns of their sources at the most. */
    private static final int WIDEST_SOURCE = 40;

    /** Of rule files that have changed so many are named. */
    private static final int MOST_FILES = 5;

    private static final List<Health> TOLD =
            List.of(Health.BROKEN, Health.DEGRADED, Health.FAILING, Health.PAUSED, Health.WAITING);

    private final Status status;
    private final Facts facts;
    private final Style style;
    private final When when;
    private final List<String> lines = new ArrayList<>();

    StatusText(Status status, Facts facts, Style style, When when) {
        this.status = status;
        this.facts = facts;
        this.style = style;
        this.when = when;
    }

    List<String> lines() {
        lines.addAll(Columns.flow(summary(), 0, style.columns()));
        if (!status.changedFiles().isEmpty()) {
            lines.add("");
            words(changedFiles());
        }
        if (status.rules().isEmpty()) {
            tellHowToBegin();
            return lines;
        }
        lines.add("");
        addTroubles();
        addRules();
        return lines;
    }

    /** What concerns all rules comes before them: below a hundred nobody would see it. */
    private void addTroubles() {
        status.trouble()
                .ifPresent(reason -> addTrouble("The state directory takes nothing (" + SafeText.ofText(reason)
                        + "): a crash now could repeat or lose work. It is tried again every 30s."));
        status.refusal()
                .ifPresent(reason -> addTrouble(
                        "Commands start late or not at all now: " + SafeText.ofText(reason) + ". It is tried again."));
        if (status.overflows() > 0) {
            // Not always the kernel's doing; the log names the directory and the reason.
            addTrouble("Events were lost " + Words.count(status.overflows(), "time")
                    + "; the directories were compared instead, and the log says why.");
        }
    }

    private void addTrouble(String sentence) {
        words(sentence);
        lines.add("");
    }

    private void addRules() {
        List<RuleText> rules = status.rules().stream()
                .sorted(Comparator.comparing(RuleStatus::health))
                .map(one -> new RuleText(one, status, style, when))
                .toList();
        int widest = status.rules().stream()
                .mapToInt(one -> Columns.of(RuleWords.name(one.rule())))
                .max()
                .orElse(0);
        int nameWidth = style.width() == 0 ? widest : Math.min(widest, (int) (style.width() * WIDEST_NAME));
        int sourceWidth = rules.stream()
                .mapToInt(one -> Columns.of(one.source(nameWidth)))
                .filter(width -> width <= WIDEST_SOURCE)
                .max()
                .orElse(0);
        rules.forEach(one -> lines.addAll(one.lines(nameWidth, sourceWidth)));
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
        when.zone().ifPresent(watched -> clauses.add("as of " + when.clock(status.now())));
        return clauses;
    }

    private String changedFiles() {
        List<String> files = status.changedFiles();
        String names = files.stream()
                .limit(MOST_FILES)
                .map(file -> SafeText.ofText(file.substring(file.lastIndexOf('/') + 1)))
                .collect(Collectors.joining(", "));
        int more = files.size() - MOST_FILES;
        return Words.count(files.size(), "file") + " changed, `reactorctl reload` to apply: " + names
                + (more > 0 ? " and " + more + " more" : "");
    }

    private int sum(ToIntFunction<RuleStatus> count) {
        return status.rules().stream().mapToInt(count).sum();
    }

    private void tellHowToBegin() {
        lines.add("");
        words("Rules are read from the files in this directory whose names end in .yaml:");
        lines.add("    " + facts.places().rules().told());
        words("A first one, in a file there: every file that lands in ~/outbox is handed to a command.");
        lines.add("");
        lines.add("outbox:");
        lines.add("  spool: ~/outbox");
        lines.add("  run: [msmtp, -t]");
        lines.add("");
        words("Then say: reactorctl reload. Others to start from: reactorctl new watch, network, device, event ..."
                + " (reactorctl help new lists all).");
    }

    private void words(String sentence) {
        lines.addAll(Columns.wrap(sentence, 0, style.columns()));
    }
}
