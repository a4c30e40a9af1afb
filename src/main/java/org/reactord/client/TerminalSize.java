package org.reactord.client;

import org.jspecify.annotations.Nullable;

/**
 * How large the terminal is; 0 where nobody knows. Java cannot ask, and what can takes long to load, so the launcher asks
 * {@code stty}; only a window that somebody draws to another size is asked again from here.
 */
public record TerminalSize(int rows, int columns) {
    public static final TerminalSize UNKNOWN = new TerminalSize(0, 0);

    /** Where the launcher leaves what it was told: {@code 24x80}. */
    private static final String TOLD = "reactor.terminal";

    public static TerminalSize ofLauncher() {
        return of(System.getProperty(TOLD));
    }

    static TerminalSize of(@Nullable String text) {
        String told = text == null ? "" : text.trim();
        int gap = Math.max(told.indexOf('x'), told.indexOf(' '));
        try {
            return gap < 0
                    ? UNKNOWN
                    : new TerminalSize(
                            Integer.parseUnsignedInt(told, 0, gap, 10),
                            Integer.parseUnsignedInt(told, gap + 1, told.length(), 10));
        } catch (NumberFormatException nonsense) {
            return UNKNOWN;
        }
    }
}
