package org.reactord.control;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.reactord.event.SafeText;

/** What became of a reload. */
record ReloadAnswer(Reloader.Result result) implements Answer {
    @Override
    public List<String> text(Style style) {
        List<String> lines = new ArrayList<>();
        if (result instanceof Reloader.Reloaded reloaded) {
            lines.add(SafeText.ofText(reloaded.describe()));
            reloaded.report().dropped().forEach(line -> lines.add(SafeText.ofText(line)));
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
            return refused.describe();
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
        answer.addProperty("reloaded", result instanceof Reloader.Reloaded);
        if (result instanceof Reloader.Reloaded reloaded) {
            answer.addProperty("rules", reloaded.rules());
            answer.add("added", Json.texts(reloaded.report().added()));
            answer.add("changed", Json.texts(reloaded.report().changed()));
            answer.add("removed", Json.texts(reloaded.report().removed()));
            answer.add("unchanged", Json.texts(reloaded.report().unchanged()));
            answer.add("dropped", Json.texts(reloaded.report().dropped()));
            answer.add("diagnostics", Json.texts(reloaded.notes()));
        } else if (result instanceof Reloader.Refused refused) {
            answer.addProperty("errors", refused.errors());
            answer.add("diagnostics", Json.texts(refused.lines()));
        }
        return answer;
    }
}
