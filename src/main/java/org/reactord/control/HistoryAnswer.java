package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.reactord.contact.Protocol;
import org.reactord.event.SafeText;
import org.reactord.job.RunRecord;
import org.reactord.rule.Durations;

/** Which runs there were, oldest first, one a line. */
record HistoryAnswer(Runs.Found found) implements Answer {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final List<String> HEADING =
            List.of("RUN", "STARTED", "RULE", "ATTEMPT", "CAUSE", "TOOK", "RESULT", "PATH");
    private static final List<String> HEADING_IN_FULL =
            List.of("RUN", "STARTED", "RULE", "ATTEMPT", "CAUSE", "TOOK", "RESULT", "WAITED", "WROTE", "PATH");
    private static final int WIDEST_NAME = 24;
    private static final int WIDEST_REASON = 30;

    @Override
    public List<String> text(Style style) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(style.verbose() ? HEADING_IN_FULL : HEADING);
        found.runs().forEach(run -> rows.add(row(run, style)));
        List<String> lines = new ArrayList<>();
        if (!found.runs().isEmpty()) {
            lines.addAll(Columns.table(rows, style));
        }
        if (found.earlier() > 0) {
            lines.add("and " + found.earlier() + " before these; -n says how many to show");
        }
        return lines;
    }

    private static List<String> row(RunRecord run, Style style) {
        String rule = SafeText.ofText(run.rule());
        String reason = SafeText.ofText(run.reason());
        String path = run.path()
                .map(one -> run.changes() > 1 ? one + " and " + (run.changes() - 1) + " more" : one.display())
                .orElse("-");
        List<String> cells = new ArrayList<>(List.of(
                Long.toString(run.run()),
                TIME.format(run.started().atZone(ZoneId.systemDefault())),
                style.width() == 0 ? rule : Columns.cut(rule, WIDEST_NAME),
                Integer.toString(run.attempt()),
                run.cause().word(),
                Durations.text(run.took()),
                style.width() == 0 ? reason : Columns.cut(reason, WIDEST_REASON),
                path));
        if (style.verbose()) {
            String wrote = Words.bytes(run.stdoutBytes() + run.stderrBytes());
            cells.addAll(cells.size() - 1, List.of(Durations.text(run.waited()), wrote));
        }
        return cells;
    }

    @Override
    public JsonObject json() {
        JsonObject answer = Json.answer();
        JsonArray runs = new JsonArray();
        found.runs().forEach(run -> runs.add(json(run)));
        answer.add("runs", runs);
        answer.addProperty("earlier", found.earlier());
        return answer;
    }

    static JsonObject json(RunRecord run) {
        JsonObject one = new JsonObject();
        one.addProperty("run", run.run());
        one.addProperty("rule", run.rule());
        one.addProperty("job", run.job().text());
        one.addProperty("attempt", run.attempt());
        one.addProperty("cause", run.cause().word());
        one.add("started", Json.instant(run.started()));
        one.addProperty("took_ms", run.took().toMillis());
        one.addProperty("waited_ms", run.waited().toMillis());
        one.addProperty("success", run.success());
        one.addProperty("outcome", run.outcome());
        one.addProperty("reason", run.reason());
        one.addProperty("stdout_bytes", run.stdoutBytes());
        one.addProperty("stderr_bytes", run.stderrBytes());
        one.addProperty("changes", run.changes());
        Json.path(one, "path", run.path());
        return one;
    }

    @Override
    public String failure() {
        return found.trouble()
                .map(reason -> "the history cannot be read: " + SafeText.ofText(reason))
                .orElse("");
    }

    @Override
    public int exit() {
        return found.trouble().isPresent() ? Protocol.FAILED : 0;
    }
}
