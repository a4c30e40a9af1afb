package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.reactord.engine.view.RuleStatus;
import org.reactord.rule.Rule;
import org.reactord.rule.SystemWant;

/**
 * Which rules there are, in the order of the rule files: one a line.
 *
 * @param names leave everything out of the text but their names, which are whole then
 */
record RulesAnswer(List<RuleStatus> rules, boolean names) implements Answer {
    private static final int WIDEST_NAME = 24;
    private static final int WIDEST_SOURCE = 32;

    @Override
    public List<String> text(Style style) {
        if (names) {
            return rules.stream().map(status -> RuleWords.name(status.rule())).toList();
        }
        int most = style.columns();
        int nameWidth = widest(RuleWords::name, style.width() == 0 ? most : WIDEST_NAME);
        int stateWidth = widest(RuleWords::enabled, most);
        int sourceLimit = style.width() == 0 ? most : Math.max(WIDEST_SOURCE, most / 3);
        int sourceWidth = widest(rule -> RuleWords.source(rule, sourceLimit), sourceLimit);
        List<String> lines = new ArrayList<>();
        for (RuleStatus status : rules) {
            Rule rule = status.rule();
            String line = Columns.pad(Columns.cut(RuleWords.name(rule), nameWidth), nameWidth) + "  "
                    + Columns.pad(RuleWords.enabled(rule), stateWidth) + "  "
                    + Columns.pad(RuleWords.source(rule, sourceWidth), sourceWidth) + "  ";
            lines.add(Columns.cut(line + RuleWords.command(rule), most));
        }
        return lines;
    }

    private int widest(Function<Rule, String> column, int most) {
        int widest = rules.stream()
                .mapToInt(status -> Columns.of(column.apply(status.rule())))
                .max()
                .orElse(0);
        return Math.min(widest, most);
    }

    @Override
    public JsonObject json() {
        JsonArray array = new JsonArray();
        for (RuleStatus status : rules) {
            Rule rule = status.rule();
            JsonObject one = new JsonObject();
            one.addProperty("name", rule.name());
            one.addProperty("enabled", RuleWords.enabled(rule));
            one.addProperty("source", rule.source().key());
            JsonArray roots = new JsonArray();
            rule.source().roots().forEach(root -> {
                JsonObject place = new JsonObject();
                Json.path(place, "path", root);
                roots.add(place);
            });
            one.add("roots", roots);
            one.add("wants", Json.text(rule.source().event().or(() -> rule.source()
                    .want()
                    .map(SystemWant::text))));
            one.addProperty("command", rule.execution().command().describe());
            one.add("origin", ShowAnswer.origin(rule.origin()));
            array.add(one);
        }
        JsonObject answer = Json.answer();
        answer.add("rules", array);
        return answer;
    }
}
