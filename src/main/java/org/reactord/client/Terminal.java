package org.reactord.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactord.contact.Variables;

/**
 * What stdout is.
 *
 * @param width in columns; 0 where nothing should be cut, since it is no terminal
 */
public record Terminal(int width, boolean color) {
    private static final int USUAL_WIDTH = 80;

    public static Terminal ofProcess(TerminalSize size) {
        return of(isTerminal(), size, new Variables());
    }

    /** Whether the cursor can be moved, so that one text takes the place of another. */
    public static boolean redraws() {
        return isTerminal() && isAble(System.getenv("TERM"));
    }

    private static boolean isAble(@Nullable String term) {
        return isSet(term) && !"dumb".equals(term);
    }

    static Terminal of(boolean terminal, TerminalSize size, UnaryOperator<@Nullable String> env) {
        boolean forced = isSet(env.apply("CLICOLOR_FORCE")) && !"0".equals(env.apply("CLICOLOR_FORCE"));
        boolean able = terminal && !"dumb".equals(env.apply("TERM"));
        boolean wanted = !isSet(env.apply("NO_COLOR"));
        return new Terminal(width(terminal, size, env.apply("COLUMNS")), wanted && (able || forced));
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isEmpty();
    }

    private static int width(boolean terminal, TerminalSize size, @Nullable String columns) {
        int usual = size.columns() == 0 ? USUAL_WIDTH : size.columns();
        int otherwise = terminal ? usual : 0;
        try {
            return isSet(columns) ? Math.max(0, Integer.parseInt(String.valueOf(columns))) : otherwise;
        } catch (NumberFormatException noNumber) {
            return otherwise;
        }
    }

    /** The JDK's own answer is about stdin too, and not the same in all versions. Where there is no /proc, it is none. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noProc) {
            return false;
        }
    }
}
