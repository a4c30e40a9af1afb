package org.reactord.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactord.natives.Natives;
import org.reactord.natives.WindowSize;

/**
 * How large the terminal is; 0 where nobody knows. Java cannot ask, and what can takes long to load, so the launcher asks
 * {@code stty}; only a window that somebody draws to another size is asked again from here.
 */
record TerminalSize(int rows, int columns) {
    static final TerminalSize UNKNOWN = new TerminalSize(0, 0);

    /** Where the launcher leaves what it was told: {@code 24x80}. */
    private static final String TOLD = "reactor.terminal";

    private static final int STDOUT = 1;
    private static final Pattern SIZE = Pattern.compile("\\s*([0-9]{1,5})[x ]([0-9]{1,5})\\s*");

    static TerminalSize ofLauncher() {
        return of(System.getProperty(TOLD));
    }

    static TerminalSize of(@Nullable String text) {
        Matcher size = SIZE.matcher(String.valueOf(text));
        return size.matches()
                ? new TerminalSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)))
                : UNKNOWN;
    }

    /** As it is at this moment; slow to ask for the first time. */
    TerminalSize now() {
        if (Natives.unavailable().isPresent()) {
            return this;
        }
        WindowSize size = WindowSize.of(STDOUT);
        return size.columns() == 0 ? this : new TerminalSize(size.rows(), size.columns());
    }
}
