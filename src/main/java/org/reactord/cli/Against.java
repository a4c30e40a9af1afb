package org.reactord.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.reactord.control.Json;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.SafeText;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.rule.Enabled;
import org.reactord.rule.Explanation;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSet;

/** What each rule would do if a file were written, as far as the rules alone can say. */
record Against(BytePath path, List<Explanation> explanations) {
    static Against of(RuleSet rules, BytePath path) {
        FileKind kind = FileStamps.look(path) instanceof Look.Found found ? found.kind() : FileKind.REGULAR;
        List<Explanation> explanations = rules.rules().stream()
                .map(rule -> Explanation.of(rule, path, kind, Change.WRITTEN))
                .toList();
        return new Against(path, explanations);
    }

    List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(path.display());
        for (Explanation one : explanations) {
            String name = SafeText.ofText(one.rule().name());
            if (one.matches()) {
                lines.add("  YES  " + name + ": " + deed(one.rule()));
            } else {
                one.against().forEach(clause -> lines.add("  NO   " + name + ": " + SafeText.ofText(clause.told())));
            }
        }
        return lines;
    }

    private static String deed(Rule rule) {
        String command = SafeText.ofText(rule.execution().command().describe());
        return (rule.enabled() == Enabled.SHADOW ? "would run, were it no shadow, " : "would run ") + command;
    }

    JsonObject json() {
        JsonObject answer = new JsonObject();
        Json.path(answer, "path", path);
        JsonArray rules = new JsonArray();
        for (Explanation one : explanations) {
            JsonObject rule = new JsonObject();
            rule.addProperty("rule", one.rule().name());
            rule.addProperty("matches", one.matches());
            JsonArray against = new JsonArray();
            one.against().forEach(clause -> against.add(SafeText.ofText(clause.told())));
            rule.add("against", against);
            rules.add(rule);
        }
        answer.add("rules", rules);
        return answer;
    }
}
