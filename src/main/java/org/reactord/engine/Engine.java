package org.reactord.engine;

import java.util.function.Consumer;
import org.reactord.engine.view.OrderReport;
import org.reactord.engine.view.ReloadReport;
import org.reactord.engine.view.Status;
import org.reactord.rule.RuleSet;

/**
 * The loop as its askers see it. May be called from any thread; answers come on another thread, and whoever takes one
 * must not block there.
 */
public interface Engine {
    void status(Consumer<Status> answer);

    /** Swaps the rules; answers once every new watch is armed. What did not change is not touched. */
    void reload(RuleSet rules, Consumer<ReloadReport> answer);

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
