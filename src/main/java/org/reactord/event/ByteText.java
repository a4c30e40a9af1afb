package org.reactord.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as a string without loss: what is UTF-8 is that text, and each byte that belongs to none is a lone surrogate,
 * U+DC80 to U+DCFF, which no text has.
 */
public final class ByteText {
    private ByteText() {}

    public static String of(byte[] bytes) {
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); ) {
            int length = Utf8.lengthAt(raw, i);
            text.appendCodePoint(Utf8.codePointAt(raw, i, length));
            i += length;
        }
        return text.toString();
    }

    public static byte[] bytes(String text) {
        return isText(text) ? text.getBytes(StandardCharsets.UTF_8) : bytesOneByOne(text);
    }

    private static byte[] bytesOneByOne(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        text.codePoints().forEach(codePoint -> {
            boolean lone = codePoint >= Utf8.LONE_BYTE + 0x80 && codePoint <= Utf8.LONE_BYTE + 0xFF;
            if (lone) {
                bytes.write(codePoint - Utf8.LONE_BYTE);
            } else {
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    /** The same bytes with one in each char; of a string in ASCII, that string. */
    public static String raw(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return new String(bytes(text), StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }

    /** False if some of its bytes are no text. */
    public static boolean isText(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (Character.getType(text.codePointAt(i)) == Character.SURROGATE) {
                return false;
            }
        }
        return true;
    }
}
