package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.reactord.contact.Protocol;
import org.reactord.engine.view.PathReport;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.SafeText;
import org.reactord.files.Look;
import org.reactord.files.Writers;
import org.reactord.source.Unfinished;

/**
 * Why each rule would take a path, or not, and how things stand with it.
 *
 * @param there what is at the path now
 * @param stated whether the asker has said what happens to it; if not, it is taken to be written
 * @param writers who has it open for writing, as far as that can be seen
 * @param setAside by the name of the rule, what of the same name was given up
 */
record ExplainAnswer(
        PathReport report, Look there, boolean stated, List<Writers.Writer> writers, Map<String, BytePath> setAside)
        implements Answer {

    @Override
    public List<String> text(Style style) {
        List<String> lines = new ArrayList<>();
        lines.addAll(Columns.wrap(report.inquiry().path() + ": " + whatIsThere(), 0, style.columns()));
        lines.addAll(Columns.wrap(question(), 0, style.columns()));
        for (Unfinished one : report.unfinished()) {
            String since = Words.ago(one.since(), report.now());
            lines.addAll(Columns.wrap("not told yet, noticed " + since + ": " + one.what(), 0, style.columns()));
        }
        writers.forEach(writer -> lines.add("open for writing by " + writer.program() + " (pid " + writer.pid() + ")"));
        if (report.rules().isEmpty()) {
            lines.add("there are no rules");
        }
        ordered().forEach(one -> {
            lines.add("");
            lines.addAll(new ExplainText(one, this, style).lines());
        });
        if (!report.decisions().isEmpty()) {
            lines.add("");
            lines.add("decided of late:");
            report.decisions().forEach(one -> lines.add("  " + DecisionText.line(one)));
        }
        return lines;
    }

    private String whatIsThere() {
        if (there instanceof Look.Found found) {
            String size = found.kind() == org.reactord.event.FileKind.REGULAR
                    ? ", " + Words.bytes(found.stamp().size())
                    : "";
            return found.kind().word() + size;
        }
        return there instanceof Look.Hidden hidden
                ? "cannot be looked at, " + SafeText.ofText(hidden.reason())
                : "is not there; explained as if it were a regular file";
    }

    private String question() {
        String event = report.inquiry().change().word();
        return stated ? "asked: what if it is " + event : "asked: what if it is " + event + " (--event says otherwise)";
    }

    /** Those first that say no by one clause alone: of these it is most often one that was meant. */
    private List<PathReport.OfRule> ordered() {
        return report.rules().stream()
                .sorted(Comparator.comparing(one -> !one.explanation().isNearMiss()))
                .toList();
    }

    @Override
    public JsonObject json() {
        JsonObject answer = Json.answer();
        Json.path(answer, "path", report.inquiry().path());
        answer.addProperty("exists", there instanceof Look.Found);
        answer.addProperty("kind", report.inquiry().kind().word());
        answer.addProperty("event", report.inquiry().change().word());
        JsonArray waiting = new JsonArray();
        for (Unfinished one : report.unfinished()) {
            JsonObject object = new JsonObject();
            object.add("since", Json.instant(one.since()));
            object.addProperty("awaited", one.what());
            Json.path(object, "root", one.tree().root());
            waiting.add(object);
        }
        answer.add("unfinished", waiting);
        JsonArray open = new JsonArray();
        for (Writers.Writer writer : writers) {
            JsonObject object = new JsonObject();
            object.addProperty("pid", writer.pid());
            object.addProperty("program", writer.program());
            open.add(object);
        }
        answer.add("writers", open);
        JsonArray rules = new JsonArray();
        ordered().forEach(one -> rules.add(ExplainJson.of(one, this)));
        answer.add("rules", rules);
        JsonArray decisions = new JsonArray();
        report.decisions().forEach(one -> decisions.add(DecisionText.json(one)));
        answer.add("decisions", decisions);
        return answer;
    }

    /** No is an answer that a script can hear. */
    @Override
    public int exit() {
        return report.rules().stream().anyMatch(one -> one.explanation().matches()) ? 0 : Protocol.FAILED;
    }

    static List<String> words(java.util.Set<Change> changes) {
        return changes.stream().sorted().map(Change::word).toList();
    }
}
