package org.reactord.engine;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Waits for quiet: expires a settle time after the last event, and in any case ten of them after the first. Confined to
 * the loop thread.
 */
final class SettleWindow {
    private static final int AT_MOST = 10;

    private final Deadlines deadlines;
    private final Duration settle;
    private final Consumer<Moment> expired;
    private final long latest;
    private Deadlines.Deadline deadline;

    SettleWindow(Deadlines deadlines, Duration settle, Moment first, Consumer<Moment> expired) {
        this.deadlines = deadlines;
        this.settle = settle;
        this.expired = expired;
        this.latest = first.after(settle.multipliedBy(AT_MOST));
        this.deadline = deadlines.at(first.after(settle), expired);
    }

    /** Another event: the quiet begins anew. */
    void extend(Moment now) {
        long wanted = Math.min(now.after(settle), latest);
        if (wanted != deadline.at()) {
            deadlines.cancel(deadline);
            deadline = deadlines.at(wanted, expired);
        }
    }

    /** When it ends, in ticks, if nothing else happens. */
    long end() {
        return deadline.at();
    }

    void cancel() {
        deadlines.cancel(deadline);
    }
}
