package org.reactord.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** One line of the log: RFC 3339 time, level and sentence; for the journal its priority and the sentence alone. */
final class LogLine extends Formatter {
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
        String head = journal ? "<" + word.priority + ">" : time(event.getInstant()) + " " + word.text + " ";
        String sentence = formatMessage(event);
        return head + sentence + System.lineSeparator() + trace(event);
    }

    /** Digit by digit: the JDK's formatters would be loaded for this alone, while everybody waits for the daemon. */
    static String time(Instant instant) {
        OffsetDateTime at = instant.atOffset(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder("yyyy-mm-ddThh:mm:ss.mmmZ".length());
        digits(text, at.getYear(), 4).append('-');
        digits(text, at.getMonthValue(), 2).append('-');
        digits(text, at.getDayOfMonth(), 2).append('T');
        digits(text, at.getHour(), 2).append(':');
        digits(text, at.getMinute(), 2).append(':');
        digits(text, at.getSecond(), 2).append('.');
        return digits(text, at.getNano() / 1_000_000, 3).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        for (int i = digits.length(); i < width; i++) {
            text.append('0');
        }
        return text.append(digits);
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
