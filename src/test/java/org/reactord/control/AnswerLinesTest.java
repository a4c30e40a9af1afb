package org.reactord.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers as they are sent: JSON whatever is in them, and no more than a daemon can spare. */
class AnswerLinesTest {
    @Test
    void anAnswerWithoutBoundIsNotGiven() {
        String megabyte = "x".repeat(1024 * 1024);
        for (boolean json : List.of(true, false)) {
            Style style = new Style(json, 0, false, false);
            String five = new String(AnswerLines.of(new Repeated(megabyte, 5), style), StandardCharsets.UTF_8);
            assertTrue(five.startsWith(json ? "{\"data\":{\"list\":[\"xx" : "{\"text\":\"xx"));
            assertTrue(five.endsWith("}\n{\"ok\":true,\"exit\":0}\n"));
            String six = new String(AnswerLines.of(new Repeated(megabyte, 6), style), StandardCharsets.UTF_8);
            assertEquals(
                    "{\"error\":\"the answer would be longer than 6.0 MiB, which is not sent\",\"exit\":1}\n", six);
        }
    }

    /** An answer that says the same over and over. */
    private record Repeated(String what, int times) implements Answer {
        @Override
        public List<String> text(Style style) {
            return Collections.nCopies(times, what);
        }

        @Override
        public JsonObject json() {
            JsonObject answer = new JsonObject();
            answer.add("list", Json.texts(Collections.nCopies(times, what)));
            return answer;
        }
    }

    @Test
    void whateverIsAnsweredIsTheSameJson() {
        JsonObject data = new JsonObject();
        data.add("none", new JsonArray());
        data.add("nothing", new JsonObject());
        data.add("null", JsonNull.INSTANCE);
        data.add(
                "deep", JsonParser.parseString("[[],[1,[2]],{\"a\":[{}]},\"\\u0001\\u2028\\u00e9\\ud83d\\ude00<&>\"]"));
        data.addProperty("quoted \"key\"", -1.5);
        LineBytes lines = new LineBytes(1000);
        lines.line("data", data);
        JsonObject line = new JsonObject();
        line.add("data", data);
        assertEquals(line + "\n", new String(lines.with(new byte[0]), StandardCharsets.UTF_8));
    }
}
