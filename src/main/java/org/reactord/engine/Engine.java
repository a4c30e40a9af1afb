package org.reactord.engine;

import java.util.List;
import java.util.function.Consumer;
import org.reactord.engine.view.Decisions;
import org.reactord.engine.view.EventReport;
import org.reactord.engine.view.Glimpse;
import org.reactord.engine.view.Inquiry;
import org.reactord.engine.view.OrderReport;
import org.reactord.engine.view.PathReport;
import org.reactord.engine.view.ReloadReport;
import org.reactord.engine.view.RestoreReport;
import org.reactord.engine.view.Status;
import org.reactord.event.SystemEvent;
import org.reactord.job.PendingJob;
import org.reactord.rule.RuleSet;

/**
 * The loop as its askers see it. May be called from any thread; answers come on another thread, and whoever takes one
 * must not block there.
 */
public interface Engine {
    void status(Consumer<Status> answer);

    /** Tells all that is known about a path. */
    void explain(Inquiry inquiry, Consumer<PathReport> answer);

    /** Tells all that is known about something that might happen to the system. */
    void explain(SystemEvent event, Consumer<EventReport> answer);

    /** The living jobs that no look at the disk would find again. */
    void pending(Consumer<List<PendingJob>> answer);

    /** Goes on with jobs that were {@linkplain #pending pending} once, here or elsewhere. */
    void restore(List<PendingJob> jobs, Consumer<RestoreReport> answer);

    /**
     * The decisions that came after one, oldest first.
     *
     * @param after the number of the last one that the asker has; 0 for all that are remembered
     * @param follows whether to answer only when there is one
     */
    void decisions(long after, boolean follows, Consumer<Decisions> answer);

    /** Answers once all that has happened so far is written down, on the store's thread. */
    void whenWritten(Runnable answer);

    /**
     * Answers once the status shows something else than that of the revision, which is at once for one that nobody was
     * told; at most ten times a second.
     */
    void statusAfter(int revision, Consumer<Glimpse> answer);

    /** Swaps the rules; answers once every new watch is armed. What did not change is not touched. */
    void reload(RuleSet rules, Consumer<ReloadReport> answer);

    /**
     * The status is to say that these rule files are no more as they were when the rules in force were read; a reload ends
     * that.
     */
    void ruleFiles(List<String> changed);

    /** Says what a reload with these rules would do, and does nothing. */
    void rehearse(RuleSet rules, Consumer<ReloadReport> answer);

    /** Has something done with rules or jobs; answers once it is done. */
    void order(Order order, Consumer<OrderReport> answer);

    /**
     * Takes no more work, waits for the commands that run (or ends them, TERM and 10 s later KILL, if {@code now}), and
     * ends the loop. Asking again with {@code now} hurries a shutdown that is under way.
     *
     * @param ended run when nothing runs any more; every asker's is
     */
    void shutdown(boolean now, Runnable ended);
}
