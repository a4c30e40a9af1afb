package org.reactord.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.reactord.contact.Protocol;

/**
 * The lines of the protocol, each a JSON object with the key that says what it is, first.
 *
 * <p>{@code text}: a line for stdout; {@code err}: one for stderr; {@code data}: the answer as one object;
 * {@code waiting}: the answer will come, however long it takes; {@code revision}: what to ask with for the next. The last line is {@code ok} or {@code error}.
 */
final class AnswerLines {
    private static final String TOO_LONG =
            "the answer would be longer than " + Words.bytes(Protocol.LONGEST_ANSWER) + ", which is not sent";

    private AnswerLines() {}

    /** All lines of an answer. */
    static byte[] of(Answer answer, Style style) {
        LineBytes lines = new LineBytes(Protocol.LONGEST_ANSWER);
        if (style.json()) {
            JsonObject data = answer.json();
            if (data.size() > 0) {
                lines.line("data", data);
            }
        } else {
            answer.text(style).forEach(text -> lines.line("text", new JsonPrimitive(text)));
            answer.complaints().forEach(text -> lines.line("err", new JsonPrimitive(text)));
        }
        answer.revision().ifPresent(number -> lines.line("revision", new JsonPrimitive(number)));
        if (!lines.fits()) {
            return error(TOO_LONG, Protocol.FAILED);
        }
        byte[] end = answer.failure().isEmpty() ? ok(answer.exit()) : error(answer.failure(), answer.exit());
        return lines.with(end);
    }

    /** Lines on the way to an end. */
    static byte[] of(Piece piece, Style style) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        if (style.json()) {
            piece.json().forEach(data -> lines.writeBytes(line("data", data)));
        } else {
            piece.text(style).forEach(text -> lines.writeBytes(line("text", new JsonPrimitive(text))));
        }
        return lines.toByteArray();
    }

    static byte[] waiting(String what) {
        return line("waiting", new JsonPrimitive(what));
    }

    static byte[] error(String reason, int exit) {
        return last("error", new JsonPrimitive(reason), exit);
    }

    private static byte[] ok(int exit) {
        return last("ok", new JsonPrimitive(true), exit);
    }

    private static byte[] last(String key, JsonElement value, int exit) {
        JsonObject line = new JsonObject();
        line.add(key, value);
        line.addProperty("exit", exit);
        return bytes(line);
    }

    private static byte[] line(String key, JsonElement value) {
        JsonObject line = new JsonObject();
        line.add(key, value);
        return bytes(line);
    }

    private static byte[] bytes(JsonObject line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
