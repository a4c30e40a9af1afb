package org.reactord.rule;

/**
 * Where in the rule files a value was written; line and column count from 1, the column in characters.
 *
 * @param file the file's name as the person gave or knows it
 */
public record Origin(String file, int line, int column) {
    /** The origin of everything that nobody wrote. */
    public static final Origin DEFAULT = new Origin("(default)", 0, 0);

    /** {@code file:line}, or {@code (default)}. */
    public String place() {
        return line == 0 ? file : file + ':' + line;
    }

    /** The same in parentheses, to stand behind what was written there. */
    public String aside() {
        return equals(DEFAULT) ? place() : "(" + place() + ")";
    }
}
