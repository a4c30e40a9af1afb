package org.reactord.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.List;
import org.reactord.config.Diagnostic;
import org.reactord.config.Loading;
import org.reactord.control.Json;
import org.reactord.source.SystemState;

/** What {@code check --json} prints. */
final class CheckJson {
    private CheckJson() {}

    static JsonObject of(Loading loading, List<Against> answers, List<SystemState> unheard) {
        JsonObject answer = Json.answer();
        answer.addProperty("fine", loading instanceof Loading.Loaded);
        JsonArray files = new JsonArray();
        for (Path file : loading.files()) {
            files.add(file.toString());
        }
        answer.add("files", files);
        answer.addProperty(
                "rules",
                loading instanceof Loading.Loaded loaded
                        ? loaded.rules().rules().size()
                        : 0);
        JsonArray diagnostics = new JsonArray();
        loading.diagnostics().forEach(one -> diagnostics.add(of(one)));
        answer.add("diagnostics", diagnostics);
        JsonArray system = new JsonArray();
        unheard.forEach(trouble -> system.add(Json.of(trouble)));
        answer.add("unheard", system);
        if (!answers.isEmpty()) {
            JsonArray against = new JsonArray();
            answers.forEach(one -> against.add(one.json()));
            answer.add("against", against);
        }
        return answer;
    }

    private static JsonObject of(Diagnostic diagnostic) {
        JsonObject one = new JsonObject();
        one.addProperty("severity", diagnostic.severity().word());
        one.addProperty("file", diagnostic.origin().file());
        one.addProperty("line", diagnostic.origin().line());
        one.addProperty("column", diagnostic.origin().column());
        one.addProperty("message", diagnostic.message());
        one.add(
                "source_line",
                diagnostic.sourceLine().isPresent()
                        ? new JsonPrimitive(diagnostic.sourceLine().get())
                        : JsonNull.INSTANCE);
        JsonArray advice = new JsonArray();
        diagnostic.advice().forEach(advice::add);
        one.add("advice", advice);
        return one;
    }
}
