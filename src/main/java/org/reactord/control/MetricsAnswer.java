package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.reactord.engine.view.Status;

/** The status in numbers, as text in the form of OpenMetrics 1.0; nothing of it depends on the terminal. */
record MetricsAnswer(Status status, Facts facts) implements Answer {
    @Override
    public List<String> text(Style style) {
        List<String> lines = new ArrayList<>();
        new Metrics(status, facts).families().forEach(family -> lines.addAll(family.lines()));
        lines.add("# EOF");
        return lines;
    }

    @Override
    public JsonObject json() {
        JsonArray metrics = new JsonArray();
        new Metrics(status, facts).families().forEach(family -> metrics.add(family.json()));
        JsonObject answer = Json.answer();
        answer.add("metrics", metrics);
        return answer;
    }
}
