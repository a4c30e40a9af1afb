package org.reactord.control;

import java.util.ArrayList;
import java.util.List;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.IncidentStatus;
import org.reactord.engine.view.JobStatus;
import org.reactord.engine.view.PauseStatus;
import org.reactord.engine.view.RuleStatus;
import org.reactord.engine.view.RunStatus;
import org.reactord.engine.view.Status;
import org.reactord.event.SafeText;
import org.reactord.source.RootState;
import org.reactord.source.SystemState;

/** One rule in {@code status}: a line that says which it is and how it is, and below it what there is to know. */
final class RuleText {
    private static final int STATE_WIDTH = 8;
    private static final int INDENT = STATE_WIDTH + 2;
    private static final int MOST_RUNNING = 3;

    private final RuleStatus rule;
    private final Status status;
    private final Style style;
    private final When when;
    private final List<String> lines = new ArrayList<>();

    RuleText(RuleStatus rule, Status status, Style style, When when) {
        this.rule = rule;
        this.status = status;
        this.style = style;
        this.when = when;
    }

    /** What the first line shows after the state and the name. */
    String source(int nameWidth) {
        int left = style.columns() - INDENT - nameWidth - 2;
        return Columns.cut(RuleWords.source(rule.rule(), left), left);
    }

    /**
     * All lines.
     *
     * @param sourceWidth where what there is to say begins of a rule that is fine, if it has room on the first line
     */
    List<String> lines(int nameWidth, int sourceWidth) {
        String name = Columns.pad(Columns.cut(RuleWords.name(rule.rule()), nameWidth), nameWidth);
        String state = style.painted(Columns.pad(rule.health().word(), STATE_WIDTH), sgr(rule.health()));
        String first = state + "  " + name + "  ";
        String source = source(nameWidth);
        details();
        String only = lines.size() == 1 ? lines.get(0).strip() : "";
        int from = INDENT + nameWidth + 2 + Math.max(sourceWidth, Columns.of(source)) + 2;
        boolean fits = rule.health() == Health.OK && lines.size() == 1 && from + Columns.of(only) <= style.columns();
        if (fits) {
            return List.of(first + Columns.pad(source, sourceWidth) + "  " + only);
        }
        lines.add(0, first + source);
        return lines;
    }

    private void details() {
        if (rule.health() != Health.OFF) {
            rule.pause().ifPresent(this::addPause);
            rule.trouble().ifPresent(trouble -> add(SafeText.ofText(trouble)));
            rule.roots().forEach(this::addRoot);
            rule.system().forEach(this::addSystem);
            rule.incident().ifPresent(this::addIncident);
            addWork();
            addRunning();
        }
    }

    private static String sgr(Health health) {
        return switch (health) {
            case BROKEN, PAUSED, FAILING -> "31";
            case DEGRADED, WAITING -> "33";
            case OK -> "32";
            case SHADOW -> "36";
            case OFF -> "2";
        };
    }

    private void addRoot(RootState root) {
        root.progress().ifPresent(progress -> words(root.tree().root() + ": " + progress.describe()));
        if (root.kind() == RootState.Kind.WATCHED) {
            if (style.verbose()) {
                add("watched: " + root.tree().root() + " with " + Words.plural(root.watches(), "watch", "watches"));
            }
            return;
        }
        String path = root.tree().root().display();
        String detail = SafeText.ofText(root.detail());
        String where = detail.contains(path) ? "" : path + (detail.isEmpty() ? "" : ": ");
        add(root.kind().word() + ": " + where + detail);
    }

    /** A reason may be long, and says what would mend it: it is not cut. */
    private void addSystem(SystemState state) {
        if (state.state() != SystemState.State.HEARD) {
            words(state.kind().word() + " " + state.state().word() + ": " + SafeText.ofText(state.detail()));
        } else if (style.verbose()) {
            add(state.kind().word() + " is listened to");
        }
    }

    private void addPause(PauseStatus pause) {
        String name = RuleWords.name(rule.rule());
        List<String> clauses = new ArrayList<>();
        clauses.add("paused " + when.since(pause.since()));
        clauses.add(pause.until()
                .map(until -> "resumed " + when.until(until))
                .orElse("until you say: reactorctl resume " + name));
        flow(clauses);
        pause.loop().ifPresent(why -> words(SafeText.ofText(why)));
    }

    private void addIncident(IncidentStatus incident) {
        List<String> clauses = new ArrayList<>();
        clauses.add("failing " + when.since(incident.since()));
        clauses.add(Words.count(incident.failures(), "failure"));
        clauses.add(incident.nextAttempt()
                .map(next -> "next attempt " + when.until(next))
                .orElse("no further attempt is due"));
        flow(clauses);
        if (!isTold(incident.reason())) {
            add("it " + SafeText.ofText(incident.reason())
                    + (incident.lastLine().isEmpty() ? "" : ": " + incident.lastLine()));
        }
    }

    /** An item that is stuck and a loop have said it already, in their own words. */
    private boolean isTold(String reason) {
        return rule.trouble().filter(trouble -> trouble.startsWith(reason)).isPresent()
                || rule.pause()
                        .flatMap(PauseStatus::loop)
                        .filter(reason::contains)
                        .isPresent();
    }

    private void addWork() {
        List<String> clauses = new ArrayList<>();
        int watches = rule.roots().stream().mapToInt(RootState::watches).sum();
        boolean files = !rule.rule().source().isOfEvents();
        if (rule.health() == Health.OK && !rule.roots().isEmpty() && files && !style.verbose()) {
            clauses.add(watches + (watches == 1 ? " watch" : " watches"));
        }
        count(clauses, rule.running(), "running");
        count(clauses, rule.queued(), "queued");
        count(clauses, rule.retrying(), "retrying");
        count(clauses, rule.settling(), "settling");
        count(clauses, rule.givenUp(), "given up");
        if (style.verbose()) {
            count(clauses, rule.succeeded(), "succeeded");
            count(clauses, rule.failed(), "failed");
        }
        rule.lastRun().ifPresent(run -> addRun(clauses, run));
        flow(clauses);
    }

    private static void count(List<String> clauses, long number, String what) {
        if (number > 0) {
            clauses.add(number + " " + what);
        }
    }

    private void addRun(List<String> clauses, RunStatus run) {
        clauses.add("last run " + SafeText.ofText(run.outcome().describe()));
        clauses.add(when.ago(run.started().plus(run.took())));
        clauses.add("took " + org.reactord.rule.Durations.text(run.took()));
    }

    private void addRunning() {
        status.jobs().stream()
                .filter(job ->
                        job.pid().isPresent() && job.rule().equals(rule.rule().name()))
                .limit(MOST_RUNNING)
                .forEach(this::addRunning);
    }

    private void addRunning(JobStatus job) {
        String before = "running: ";
        String after = " (pid " + job.pid().orElse(0) + ", attempt " + job.attempt() + ")";
        String what = job.path()
                .map(path -> job.changes() > 1 ? path + " and " + (job.changes() - 1) + " more" : path.display())
                .orElse("job " + job.id());
        int room = style.columns() - INDENT - before.length() - after.length();
        add(before + Columns.cutLeft(what, Math.max(room, 1)) + after);
    }

    private void add(String detail) {
        lines.add(" ".repeat(INDENT) + Columns.cut(detail, style.columns() - INDENT));
    }

    /** A sentence in as many lines as it takes. */
    private void words(String sentence) {
        lines.addAll(Columns.wrap(sentence, INDENT, style.columns()));
    }

    private void flow(List<String> clauses) {
        lines.addAll(Columns.flow(clauses, INDENT, style.columns()));
    }
}
