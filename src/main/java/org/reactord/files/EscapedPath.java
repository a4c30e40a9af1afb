package org.reactord.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.reactord.event.BytePath;

/**
 * A path on one line of a text file, without loss: a path that a person can read stands as it is, any other has every
 * odd byte, and the backslash, as {@code \xff}.
 */
public final class EscapedPath {
    private EscapedPath() {}

    /** The path, one char a byte. */
    public static String escaped(BytePath path) {
        String raw = new String(path.bytes(), StandardCharsets.ISO_8859_1);
        if (path.utf8().filter(text -> text.equals(path.display())).isPresent()) {
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

    /**
     * The path that was escaped so.
     *
     * @throws IllegalArgumentException if the text is damaged
     */
    public static BytePath unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\\') {
                bytes.write(text.charAt(i));
            } else if (text.startsWith("\\x", i) && i + 4 <= text.length()) {
                bytes.write(Integer.parseInt(text, i + 2, i + 4, 16));
                i += 3;
            } else {
                throw new IllegalArgumentException("a backslash that begins nothing");
            }
        }
        return BytePath.of(bytes.toByteArray());
    }
}
