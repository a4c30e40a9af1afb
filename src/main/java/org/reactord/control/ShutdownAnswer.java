package org.reactord.control;

import com.google.gson.JsonObject;
import java.util.List;

/** Nothing runs any more. */
record ShutdownAnswer() implements Answer {
    @Override
    public List<String> text(Style style) {
        return List.of();
    }

    @Override
    public JsonObject json() {
        JsonObject answer = Json.answer();
        answer.addProperty("ended", true);
        return answer;
    }
}
