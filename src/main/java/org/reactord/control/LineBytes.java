package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Lines of an answer as they are sent. What one answer may take is bounded, and a list is written piece by piece: a long
 * one must not lie in memory as text beside itself as bytes.
 */
final class LineBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int most;

    LineBytes(int most) {
        this.most = most;
    }

    /** False from the line on that was too much. */
    boolean fits() {
        return bytes.size() <= most;
    }

    /** All lines, and a last one. */
    byte[] with(byte[] last) {
        bytes.writeBytes(last);
        return bytes.toByteArray();
    }

    /** A line with one key. */
    void line(String key, JsonElement value) {
        write("{" + new JsonPrimitive(key) + ":");
        if (value instanceof JsonObject object) {
            object(object);
        } else {
            write(value.toString());
        }
        write("}\n");
    }

    private void object(JsonObject object) {
        String between = "{";
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            write(between + new JsonPrimitive(entry.getKey()) + ":");
            between = ",";
            if (entry.getValue() instanceof JsonArray array) {
                array(array);
            } else {
                write(entry.getValue().toString());
            }
        }
        write(object.size() == 0 ? "{}" : "}");
    }

    private void array(JsonArray array) {
        String between = "[";
        for (JsonElement element : array) {
            write(between);
            between = ",";
            write(element.toString());
        }
        write(array.isEmpty() ? "[]" : "]");
    }

    private void write(String text) {
        if (fits()) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
