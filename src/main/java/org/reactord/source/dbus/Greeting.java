package org.reactord.source.dbus;

import java.nio.charset.StandardCharsets;

/**
 * The lines before the first message: D-Bus Specification, "Authentication Protocol". We say who we are, which the kernel
 * tells the other side too (EXTERNAL), and that we take descriptors.
 */
final class Greeting {
    private boolean accepted;
    private boolean over;

    /** What is said first. */
    static byte[] first(int uid) {
        StringBuilder digits = new StringBuilder();
        for (char digit : Integer.toUnsignedString(uid).toCharArray()) {
            digits.append(Integer.toHexString(digit));
        }
        return bytes("\0AUTH EXTERNAL " + digits + "\r\n");
    }

    /** Hears a line: what is said next. */
    byte[] next(String line) throws Malformed {
        if (!accepted && line.startsWith("OK ")) {
            accepted = true;
            return bytes("NEGOTIATE_UNIX_FD\r\n");
        }
        if (accepted && line.equals("AGREE_UNIX_FD")) {
            over = true;
            return bytes("BEGIN\r\n");
        }
        throw new Malformed(
                line.startsWith("REJECTED")
                        ? "does not let this user in"
                        : line.startsWith("ERROR") && accepted
                                ? "passes no descriptors"
                                : "does not greet as a bus does");
    }

    /** Whether messages follow. */
    boolean isOver() {
        return over;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
