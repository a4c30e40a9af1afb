package org.reactord.event;

/**
 * Reads UTF-8 out of a string that holds one byte in each char, without ever failing: a byte that does not belong to a
 * valid sequence stands for itself, as {@link #LONE_BYTE} plus its value (a lone surrogate, which no valid text has).
 */
final class Utf8 {
    static final int LONE_BYTE = 0xDC00;

    private Utf8() {}

    /** How many bytes the character at {@code at} takes: 1 to 4, and 1 for a byte that is no valid UTF-8. */
    static int lengthAt(String raw, int at) {
        int lead = raw.charAt(at);
        int length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length <= 1 || at + length > raw.length()) {
            return 1;
        }
        for (int i = 1; i < length; i++) {
            if ((raw.charAt(at + i) & 0xC0) != 0x80) {
                return 1;
            }
        }
        int codePoint = assemble(raw, at, length);
        boolean overlong = (length == 3 && codePoint < 0x800) || (length == 4 && codePoint < 0x10000);
        boolean noCharacter = codePoint > 0x10FFFF || (codePoint >= 0xD800 && codePoint < 0xE000);
        return overlong || noCharacter ? 1 : length;
    }

    /** The character of {@code length} bytes at {@code at}, as {@link #lengthAt} measured it. */
    static int codePointAt(String raw, int at, int length) {
        int first = raw.charAt(at);
        if (length == 1) {
            return first < 0x80 ? first : LONE_BYTE + first;
        }
        return assemble(raw, at, length);
    }

    private static int assemble(String raw, int at, int length) {
        int codePoint = raw.charAt(at) & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            codePoint = (codePoint << 6) | (raw.charAt(at + i) & 0x3F);
        }
        return codePoint;
    }
}
