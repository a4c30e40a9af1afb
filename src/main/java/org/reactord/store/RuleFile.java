package org.reactord.store;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names of files that each belong to one rule. */
final class RuleFile {
    private static final int LONGEST_NAME = 200;
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private RuleFile() {}

    /** The rule's name as that of a file: letters, digits, dash and underscore as they are, other bytes as %41. */
    static String nameFor(String rule) {
        StringBuilder name = new StringBuilder();
        for (byte one : rule.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xFF);
            boolean plain = PLAIN.indexOf(c) >= 0;
            if (plain) {
                name.append(c);
            } else {
                name.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return name.length() <= LONGEST_NAME
                ? name.toString()
                : name.substring(0, LONGEST_NAME) + "%" + Integer.toHexString(rule.hashCode());
    }
}
