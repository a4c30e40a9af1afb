package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.reactord.contact.Protocol;
import org.reactord.engine.view.RuleStatus;
import org.reactord.event.SafeText;
import org.reactord.rule.Origin;
import org.reactord.rule.Rule;
import org.reactord.rule.Setting;
import org.reactord.rule.Spelling;

/** One rule as it is in force: a rule file again, with the place that each value came from as a comment. */
record ShowAnswer(Rule rule) implements Answer {
    private static final int WIDEST_VALUE = 40;
    /** What YAML reads as text without quotes, whatever else it might be. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");

    private static final Pattern TYPED = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

    static Answer of(String name, List<RuleStatus> rules) {
        for (RuleStatus status : rules) {
            if (status.rule().name().equals(name)) {
                return new ShowAnswer(status.rule());
            }
        }
        return noRule(name, rules);
    }

    /** There is no rule of that name. */
    static Failed noRule(String name, List<RuleStatus> rules) {
        List<String> names = rules.stream().map(status -> status.rule().name()).toList();
        String hint = SafeText.ofText(Spelling.hint(name, names));
        return new Failed("no rule is called '" + SafeText.ofText(name) + "'" + hint, Protocol.NO_SUCH);
    }

    @Override
    public List<String> text(Style style) {
        int width = widestValue();
        List<String> lines = new ArrayList<>();
        lines.add(commented(key(rule.name()) + ":", width, rule.origin()));
        rule.settings().forEach(setting -> lines.add(commented(value(setting), width, setting.origin())));
        return lines;
    }

    private int widestValue() {
        int widest = 0;
        for (Setting setting : rule.settings()) {
            int columns = Columns.of(value(setting));
            if (columns <= WIDEST_VALUE) {
                widest = Math.max(widest, columns);
            }
        }
        return widest;
    }

    private static String value(Setting setting) {
        return "  " + key(setting.key()) + ": " + setting.text();
    }

    private static String commented(String text, int width, Origin origin) {
        return Columns.pad(text, width) + "  # " + SafeText.ofText(origin.place());
    }

    /** A key as YAML takes it; JSON's quotes are YAML's too. */
    private static String key(String name) {
        boolean plain = PLAIN.matcher(name).matches() && !TYPED.matcher(name).matches();
        return plain ? name : new JsonPrimitive(name).toString();
    }

    @Override
    public JsonObject json() {
        JsonObject answer = Json.answer();
        answer.addProperty("name", rule.name());
        answer.add("origin", origin(rule.origin()));
        JsonArray settings = new JsonArray();
        for (Setting setting : rule.settings()) {
            JsonObject one = new JsonObject();
            one.addProperty("key", setting.key());
            one.addProperty("value", setting.text());
            one.add("origin", origin(setting.origin()));
            settings.add(one);
        }
        answer.add("settings", settings);
        return answer;
    }

    /** A place in a rule file; {@code line} 0 for what nobody wrote. */
    static JsonObject origin(Origin origin) {
        JsonObject place = new JsonObject();
        place.addProperty("file", origin.file());
        place.addProperty("line", origin.line());
        place.addProperty("column", origin.column());
        return place;
    }
}
