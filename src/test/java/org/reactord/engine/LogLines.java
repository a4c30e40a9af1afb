package org.reactord.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The sentences that the loop says, as they would be logged. */
final class LogLines extends Handler {
    private static final Logger LOGGER = Logger.getLogger("org.reactord.engine");

    private final List<LogRecord> records = new ArrayList<>();

    private LogLines() {}

    /** Listens until closed; meanwhile nothing is printed. */
    static LogLines listen() {
        LogLines lines = new LogLines();
        LOGGER.addHandler(lines);
        LOGGER.setLevel(Level.FINE);
        LOGGER.setUseParentHandlers(false);
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
    }

    /** What a person who asked for nothing sees: {@code WARNING rule 'outbox' …}. */
    List<String> shown() {
        return records.stream()
                .filter(line -> line.getLevel().intValue() >= Level.INFO.intValue())
                .map(line -> line.getLevel() + " " + line.getMessage())
                .toList();
    }

    void forget() {
        records.clear();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
        LOGGER.setLevel(null);
    }
}
