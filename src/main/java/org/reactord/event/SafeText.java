package org.reactord.event;

import java.nio.charset.StandardCharsets;

/** Makes bytes from a stranger fit for a log line and a terminal: what cannot be shown is escaped. */
public final class SafeText {
    private SafeText() {}

    /** The bytes as text, on one line, escaped as {@link BytePath#display} says. */
    public static String ofBytes(byte[] bytes) {
        return of(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** The text on one line, with control characters escaped. */
    public static String ofText(String text) {
        return ofBytes(ByteText.bytes(text));
    }

    /** One line of what a program has written: only what a terminal would act on is escaped, and a tab stays a tab. */
    public static String ofOutput(byte[] line) {
        return of(new String(line, StandardCharsets.ISO_8859_1), "\t\\");
    }

    static String of(String raw) {
        return of(raw, "");
    }

    private static String of(String raw, String asTheyAre) {
        StringBuilder shown = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); ) {
            int length = Utf8.lengthAt(raw, i);
            int codePoint = Utf8.codePointAt(raw, i, length);
            if (length == 1 && codePoint >= Utf8.LONE_BYTE) {
                shown.append(String.format("\\x%02x", (int) raw.charAt(i)));
            } else if (asTheyAre.indexOf(codePoint) >= 0) {
                shown.appendCodePoint(codePoint);
            } else {
                append(shown, codePoint);
            }
            i += length;
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int codePoint) {
        switch (codePoint) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            case '\\' -> shown.append("\\\\");
            default -> {
                if (isHarmless(codePoint)) {
                    shown.appendCodePoint(codePoint);
                } else if (codePoint < 0x100) {
                    shown.append(String.format("\\x%02x", codePoint));
                } else {
                    shown.append(String.format("\\u{%x}", codePoint));
                }
            }
        }
    }

    /** Control, format (bidirectional overrides), line and paragraph separators and unassigned points are not. */
    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
