package org.reactord.exec;

import java.util.Optional;
import org.reactord.job.Attempt;

/**
 * Starts the commands of attempts. No method blocks or throws for anything that a command or the system does; all are
 * called on the loop thread.
 */
public interface Launcher extends AutoCloseable {
    /** Starts an attempt; whatever happens, its listener hears of exactly one end. */
    void launch(Attempt attempt);

    /** Sends a signal to all of an attempt's process group, and with {@code KILL} to whatever escaped from it, if the system lets us find it. */
    void signal(Attempt attempt, Sent signal);

    /** The two signals that a daemon has reason to send (signal(7)). */
    enum Sent {
        TERM,
        KILL
    }

    /** What a launcher for this system is called, for {@code info}. */
    String name();

    /** A reason why this launcher cannot work on this system at all; empty if it can. */
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /** Ends the launcher's thread. Children that still run are left to themselves. */
    @Override
    void close();
}
