package org.reactord.client;

import java.nio.charset.StandardCharsets;
import org.reactord.contact.Protocol;

/** Writes a request line. */
public final class RequestText {
    private final StringBuilder line = new StringBuilder("{\"reactor\":").append(Protocol.VERSION);

    public RequestText(String request) {
        put("request", request);
    }

    public RequestText put(String key, String value) {
        key(key);
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < ' ' || (Character.isSurrogate(c) && !inPair(value, i))) {
                escape(c);
            } else {
                line.append(c);
            }
        }
        line.append('"');
        return this;
    }

    private void escape(char c) {
        line.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            line.append(Character.forDigit((c >> shift) & 0xF, 16));
        }
    }

    /** A lone surrogate, which the JDK makes of some bytes that are no text, has no UTF-8 form. */
    private static boolean inPair(String value, int at) {
        return Character.isHighSurrogate(value.charAt(at))
                ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
    }

    public RequestText put(String key, boolean value) {
        key(key);
        line.append(value);
        return this;
    }

    public RequestText put(String key, int value) {
        key(key);
        line.append(value);
        return this;
    }

    private void key(String key) {
        line.append(",\"").append(key).append("\":");
    }

    public byte[] bytes() {
        return (line + "}\n").getBytes(StandardCharsets.UTF_8);
    }
}
