package org.reactord.exec;

import java.util.List;
import java.util.Optional;
import org.reactord.job.Attempt;
import org.reactord.job.JobId;
import org.reactord.job.Rehearsal;
import org.reactord.rule.Command;

/**
 * Starts the commands of attempts. No method blocks or throws for anything that a command or the system does; all are
 * called on the loop thread.
 */
public interface Launcher extends AutoCloseable {
    /** Starts an attempt; whatever happens, its listener hears of exactly one end. */
    void launch(Attempt attempt);

    /**
     * Starts a command that speaks of a job and is no attempt of it: it is not noted, so it is not counted against the job,
     * and no later daemon waits for its end.
     */
    void launchAside(Attempt attempt);

    /** Sends a signal to all of an attempt's process group, and with {@code KILL} to whatever escaped from it, if the system lets us find it. */
    void signal(Attempt attempt, Sent signal);

    /**
     * What earlier daemons had begun and not seen the end of, as it was when this launcher was made. Of what still lives
     * its listener hears when it has ended.
     */
    List<Leftover> leftovers();

    /** Sends a signal to what an earlier daemon has left of a job. */
    void signal(Leftover leftover, Sent signal);

    /**
     * The end of a job's attempt has been handled, so that after a crash nobody needs to know of it any more. Until then
     * the next daemon finds it among its {@linkplain #leftovers() leftovers}.
     */
    void forget(JobId job);

    /** The two signals that a daemon has reason to send (signal(7)). */
    enum Sent {
        TERM,
        KILL
    }

    /**
     * Removes the files with the whole output of an attempt that has ended ({@link org.reactord.job.Output#whole}); does
     * nothing if there are none. Those that nobody discards are removed by {@link #close}.
     */
    void discard(Attempt attempt);

    /** What shows a notification at this system's desktop, by the variables of {@code on-failure}; empty without a desktop. */
    default Optional<Command> notification() {
        return Optional.empty();
    }

    /** What an attempt would execute; nothing is. */
    default Rehearsal rehearse(Attempt attempt) {
        return Rehearsing.of(attempt);
    }

    /** What a launcher for this system is called, for {@code info}. */
    String name();

    /** Ends the launcher's thread. Children that still run are left to themselves. */
    @Override
    void close();
}
