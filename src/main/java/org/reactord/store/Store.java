package org.reactord.store;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;
import org.reactord.job.Attempt;
import org.reactord.job.JobId;
import org.reactord.job.Output;
import org.reactord.job.PendingJob;
import org.reactord.job.RunRecord;
import org.reactord.rule.Rule;

/** Keeps what must not be forgotten. Called on the loop thread; no method blocks. */
public interface Store extends AutoCloseable {
    /**
     * Records that a spool item was delivered, and then does with it what the rule's {@code done} says. The answer goes
     * to {@link StoreListener#disposed}.
     */
    void delivered(Attempt attempt);

    /**
     * Moves a spool item that was given up to the rule's {@code failed} directory, with the reason in a file beside it.
     * The answer goes to {@link StoreListener#disposed}.
     */
    void givenUp(Attempt attempt, String reason);

    /**
     * Moves what was given up by this rule from its {@code failed} directory back into its spool, under its own name or
     * one that is free, and removes the reasons. The answer is given on the store's thread.
     */
    void bringBack(Rule rule, Consumer<BroughtBack> answer);

    /** True if this very content was delivered before by this rule and is still lying there. Never blocks. */
    boolean wasDelivered(String rule, BytePath path, FileStamp stamp);

    /** Keeps a job over restarts until it is {@linkplain #forget forgotten}; a later state of it takes the place of this. */
    void keep(PendingJob job);

    /** A kept job has ended. Nothing happens if it was not kept. */
    void forget(JobId job);

    /** The jobs that an earlier daemon has kept and not forgotten, as they were when this store was opened. */
    List<PendingJob> kept();

    /**
     * Records that everything that happened in these trees of the rule before an instant has been handled. On disk after
     * all that was asked for before, and not at all while a job of the rule could not be kept.
     *
     * @param until nanoseconds since the epoch, by the clock that stamps files
     */
    void mark(String rule, List<BytePath> roots, long until);

    /** The mark that an earlier daemon has left; empty if there is none for this root. */
    OptionalLong mark(String rule, BytePath root);

    /** Forgets the marks of all other rules. */
    void retainMarks(Set<String> rules);

    /** Keeps these pauses over restarts, in place of all earlier ones. */
    void keepPauses(List<KeptPause> pauses);

    /** The pauses that an earlier daemon has left. */
    List<KeptPause> pauses();

    /**
     * Puts an event into the directory where it waits for its rule, as a file of this path. One that the disk does not take is
     * kept and tried again, while this daemon lives.
     *
     * @param fields what is known of it
     */
    void put(BytePath item, Map<String, String> fields);

    /** Removes an event that was {@linkplain #put put} there and waits for nothing any more. */
    void withdraw(BytePath item);

    /** Remembers a run and what its command said; written soon, and not at all where the disk takes nothing for long. */
    void record(RunRecord run, Output output);

    /** The highest number of a run that is remembered; 0 if none is. */
    long lastRun();

    /** Answers, on the store's thread, once all that was asked for before is written. */
    void whenWritten(Runnable answer);

    /** Writes what the disk did not take before, if it does now. */
    void tryAgain();

    /** Waits until everything asked for so far is on disk, then ends the thread. */
    @Override
    void close();
}
