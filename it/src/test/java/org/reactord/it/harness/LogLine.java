package org.reactord.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of the daemon's log; what has not its form, such as a stack trace, has the level {@code NONE}. */
public record LogLine(Level level, String sentence) {
    /** As printed, and for lines without one. */
    public enum Level {
        NONE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    private static final Pattern FORM = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d) (DEBUG|INFO |WARN |ERROR) (.*)");

    /** All lines of a log, without a last one that is still being written. */
    public static List<LogLine> ofLog(Path log) {
        String text = Files.exists(log) ? Exec.text(log) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(LogLine::of)
                .toList();
    }

    static LogLine of(String line) {
        Matcher matcher = FORM.matcher(line);
        return matcher.matches()
                ? new LogLine(Level.valueOf(matcher.group(1).strip()), matcher.group(2))
                : new LogLine(Level.NONE, line);
    }

    /** True for what goes on with the line before it: a line of a rule file, with a caret below. */
    boolean continues() {
        return sentence.startsWith("  ");
    }

    /** True for what a test must declare. */
    boolean alarming() {
        return level == Level.NONE || level.compareTo(Level.WARN) >= 0;
    }
}
