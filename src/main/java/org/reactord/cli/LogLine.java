package org.reactord.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** One line of the log: RFC 3339 time, level and sentence; for the journal its priority and the sentence alone. */
final class LogLine extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final boolean journal;

    private LogLine(boolean journal) {
        this.journal = journal;
    }

    static LogLine forPeople() {
        return new LogLine(false);
    }

    static LogLine forJournal() {
        return new LogLine(true);
    }

    @Override
    public String format(LogRecord event) {
        Word word = Word.of(event.getLevel());
        String head = journal ? "<" + word.priority + ">" : TIME.format(event.getInstant()) + " " + word.text + " ";
        String sentence = formatMessage(event);
        return head + sentence + System.lineSeparator() + trace(event);
    }

    private static String trace(LogRecord event) {
        if (event.getThrown() == null) {
            return "";
        }
        StringWriter trace = new StringWriter();
        event.getThrown().printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    /** The levels as the log spells them, and as the journal numbers them (sd-daemon(3)). */
    private enum Word {
        ERROR("ERROR", 3),
        WARN("WARN ", 4),
        INFO("INFO ", 6),
        DEBUG("DEBUG", 7);

        private final String text;
        private final int priority;

        Word(String text, int priority) {
            this.text = text;
            this.priority = priority;
        }

        static Word of(Level level) {
            int value = level.intValue();
            if (value >= Level.SEVERE.intValue()) {
                return ERROR;
            }
            if (value >= Level.WARNING.intValue()) {
                return WARN;
            }
            return value >= Level.INFO.intValue() ? INFO : DEBUG;
        }
    }
}
