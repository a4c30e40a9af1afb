package org.reactord.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.reactord.event.BytePath;
import org.reactord.event.ByteText;
import org.reactord.event.SafeText;

/**
 * A path or a name on one line of a text file, one char a byte, without loss: what a person can read stands as it is, in
 * anything else every odd byte, and the backslash, stands as {@code \xff}. There is no line break in it, and no tab.
 */
public final class OneLine {
    private OneLine() {}

    public static String of(BytePath path) {
        return escaped(path.bytes());
    }

    /**
     * The path that was written so.
     *
     * @throws IllegalArgumentException if the line is damaged
     */
    public static BytePath path(String line) {
        return BytePath.of(unescaped(line));
    }

    public static String ofText(String text) {
        return escaped(ByteText.bytes(text));
    }

    /**
     * The text that was written so.
     *
     * @throws IllegalArgumentException if the line is damaged
     */
    public static String text(String line) {
        return ByteText.of(unescaped(line));
    }

    private static String escaped(byte[] bytes) {
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        if (Arrays.equals(SafeText.ofBytes(bytes).getBytes(StandardCharsets.UTF_8), bytes)) {
            return raw;
        }
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c >= ' ' && c < 0x7F && c != '\\') {
                escaped.append(c);
            } else {
                escaped.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            }
        }
        return escaped.toString();
    }

    private static byte[] unescaped(String line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) != '\\') {
                bytes.write(line.charAt(i));
            } else if (line.startsWith("\\x", i) && i + 4 <= line.length()) {
                bytes.write(Integer.parseInt(line, i + 2, i + 4, 16));
                i += 3;
            } else {
                throw new IllegalArgumentException("a backslash that begins nothing");
            }
        }
        return bytes.toByteArray();
    }
}
