package org.reactord.rule;

/** What a command reads from its standard input. */
public enum StdinMode {
    /** Nothing: {@code /dev/null}. */
    NONE,
    /** The file itself. */
    FILE,
    /** The changed paths, each followed by a NUL byte. */
    PATHS0,
    /** The same JSON as in {@code REACTOR_EVENT_FILE}. */
    JSON
}
