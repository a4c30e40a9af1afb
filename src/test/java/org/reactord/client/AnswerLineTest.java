package org.reactord.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.reactord.client.AnswerLine.Kind;

/** The lines of the protocol, read and written by hand. */
class AnswerLineTest {
    private static void assertLine(Kind kind, String value, int exit, String line) {
        assertEquals(new AnswerLine(kind, value, exit), AnswerLine.of(line));
    }

    @Test
    void everyKindIsRead() {
        assertLine(Kind.TEXT, "a \"b\" \\ \t\n é \u2028 /", 0, "{\"text\":\"a \\\"b\\\" \\\\ \\t\\n é \\u2028 \\/\"}");
        assertLine(Kind.TEXT, "", 0, "{\"text\":\"\"}");
        assertLine(Kind.TEXT, "end\\", 0, "{\"text\":\"end\\\\\"}");
        assertLine(Kind.TEXT, "\u00e9", 0, "{\"text\":\"\\u00e9\"}");
        assertLine(Kind.ERR, "x", 0, "{\"err\":\"x\"}");
        assertLine(Kind.DATA, "{\"a\":{\"b\":[1]}}", 0, "{\"data\":{\"a\":{\"b\":[1]}}}");
        assertLine(Kind.WAITING, "until", 0, "{\"waiting\":\"until\"}");
        assertLine(Kind.OK, "true", 1, "{\"ok\":true,\"exit\":1}");
        assertLine(Kind.ERROR, "a,\"exit\":9", 4, "{\"error\":\"a,\\\"exit\\\":9\",\"exit\":4}");
    }

    @Test
    void whatIsNoneIsPassedOver() {
        for (String line : new String[] {"", "x", "{}", "{\"", "{\"new\":1}", "{\"ok\":true}", "[1]"}) {
            assertEquals(Kind.UNKNOWN, AnswerLine.of(line).kind(), line);
        }
    }

    @Test
    void requestsAreValidJsonWhateverTheyHold() {
        RequestText request = new RequestText("show")
                .put("rule", "a\"\\\n\u0001é😀\udc80")
                .put("width", 80)
                .put("now", true);
        assertEquals(
                "{\"reactor\":1,\"request\":\"show\",\"rule\":\"a\\\"\\\\\\u000a\\u0001é😀\\udc80\",\"width\":80,\"now\":true}\n",
                new String(request.bytes(), StandardCharsets.UTF_8));
    }
}
