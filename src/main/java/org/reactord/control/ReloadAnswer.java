package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.reactord.contact.Protocol;
import org.reactord.engine.view.ReloadReport;
import org.reactord.engine.view.RuleChange;
import org.reactord.event.SafeText;

/**
 * What became of a reload.
 *
 * @param dry whether it was only said what would become of it
 */
record ReloadAnswer(Reloader.Result result, boolean dry) implements Answer {
    @Override
    public List<String> text(Style style) {
        List<String> lines = new ArrayList<>();
        if (result instanceof Reloader.Reloaded reloaded) {
            String would = dry ? "a reload would succeed, with " : "";
            lines.addAll(Columns.wrap(would + SafeText.ofText(reloaded.describe()), 0, style.columns()));
            for (RuleChange change : reloaded.report().rules()) {
                lines.addAll(new ChangeText(change, dry, style).lines());
            }
        }
        return lines;
    }

    @Override
    public List<String> complaints() {
        if (result instanceof Reloader.Refused refused) {
            return refused.lines();
        }
        return result instanceof Reloader.Reloaded reloaded ? reloaded.notes() : List.of();
    }

    @Override
    public String failure() {
        if (result instanceof Reloader.Refused refused) {
            return dry
                    ? Words.count(refused.errors(), "error") + "; a reload would change nothing"
                    : refused.describe();
        }
        return result instanceof Reloader.Busy ? "a reload is under way; ask again when it has ended" : "";
    }

    @Override
    public int exit() {
        return failure().isEmpty() ? 0 : Protocol.FAILED;
    }

    @Override
    public JsonObject json() {
        JsonObject answer = Json.answer();
        answer.addProperty("dry_run", dry);
        answer.addProperty("reloaded", !dry && result instanceof Reloader.Reloaded);
        if (result instanceof Reloader.Reloaded reloaded) {
            ReloadReport report = reloaded.report();
            answer.addProperty("rules", reloaded.rules());
            answer.add("added", Json.texts(report.added()));
            answer.add("changed", Json.texts(report.changed()));
            answer.add("removed", Json.texts(report.removed()));
            answer.add("unchanged", Json.texts(report.unchanged()));
            answer.add("dropped", Json.texts(dropped(report)));
            JsonArray changes = new JsonArray();
            report.rules().forEach(change -> changes.add(ChangeText.json(change)));
            answer.add("changes", changes);
            answer.add("diagnostics", Json.texts(reloaded.notes()));
        } else if (result instanceof Reloader.Refused refused) {
            answer.addProperty("errors", refused.errors());
            answer.add("diagnostics", Json.texts(refused.lines()));
        }
        return answer;
    }

    private List<String> dropped(ReloadReport report) {
        List<String> sentences = new ArrayList<>();
        for (RuleChange change : report.rules()) {
            ChangeText.dropped(change, dry)
                    .ifPresent(clause -> sentences.add("rule '" + change.name() + "': " + clause));
        }
        return sentences;
    }
}
