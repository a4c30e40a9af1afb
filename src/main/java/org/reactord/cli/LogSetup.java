package org.reactord.cli;

import java.io.PrintStream;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** Lets the log go to stderr, a sentence a line. */
final class LogSetup {
    /** The root logger is held here, since the log manager itself would forget it and its settings. */
    private static final Logger ROOT = Logger.getLogger("");

    private LogSetup() {}

    /** Begins to log; {@code verbosity} counts the {@code -v}s. */
    static void begin(PrintStream stderr, int verbosity) {
        LogManager.getLogManager().reset();
        Level level = verbosity <= 0 ? Level.INFO : verbosity == 1 ? Level.FINE : Level.FINEST;
        StreamHandler handler = new Flushed(stderr, Journal.listens() ? LogLine.forJournal() : LogLine.forPeople());
        handler.setLevel(level);
        ROOT.addHandler(handler);
        ROOT.setLevel(Level.INFO); // of libraries, only what matters
        OURS.setLevel(level);
    }

    private static final Logger OURS = Logger.getLogger("org.reactord");

    /** A daemon's log is read while it runs, and after it was killed. */
    private static final class Flushed extends StreamHandler {
        Flushed(PrintStream stderr, LogLine line) {
            super(stderr, line);
        }

        @Override
        public synchronized void publish(LogRecord event) {
            super.publish(event);
            flush();
        }
    }
}
