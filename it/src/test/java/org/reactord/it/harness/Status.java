package org.reactord.it.harness;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** An answer to {@code status}: the one place that knows the names of its fields. */
public record Status(JsonObject json) {
    public JsonObject rule(String name) {
        return list("rules").stream()
                .filter(rule -> rule.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no rule '" + name + "' in " + json));
    }

    public List<String> ruleNames() {
        return list("rules").stream()
                .map(rule -> rule.get("name").getAsString())
                .toList();
    }

    public String state(String rule) {
        return rule(rule).get("state").getAsString();
    }

    /** A number of a rule: queued, running, retrying … */
    public int number(String rule, String field) {
        return rule(rule).get(field).getAsInt();
    }

    /** How the first root of a rule is watched, as a person reads it: {@code waiting: …}; no detail if all is well. */
    public String root(String rule) {
        JsonObject root = rule(rule).getAsJsonArray("roots").get(0).getAsJsonObject();
        String detail = root.get("detail").getAsString();
        return root.get("state").getAsString() + (detail.isEmpty() ? "" : ": " + detail);
    }

    /** How often events were lost. */
    public int overflows() {
        return json.get("overflows").getAsInt();
    }

    /** True once the daemon has been asked to end. */
    public boolean stopping() {
        return json.get("state").getAsString().equals("stopping");
    }

    /** True while something of the rule waits or runs. */
    public boolean busy(String rule) {
        return number(rule, "queued") + number(rule, "running") + number(rule, "retrying") > 0;
    }

    public JsonObject lastRun(String rule) {
        return rule(rule).getAsJsonObject("last_run");
    }

    public List<JsonObject> jobs() {
        return list("jobs");
    }

    private List<JsonObject> list(String field) {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonElement element : json.getAsJsonArray(field)) {
            objects.add(element.getAsJsonObject());
        }
        return objects;
    }
}
