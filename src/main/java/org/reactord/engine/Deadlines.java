package org.reactord.engine;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** What must happen later, soonest first. Confined to the loop thread. */
final class Deadlines {
    /** One thing that must happen later. */
    static final class Deadline {
        private final long at;
        private final long serial;
        private final Consumer<Moment> action;
        private boolean cancelled;

        private Deadline(long at, long serial, Consumer<Moment> action) {
            this.at = at;
            this.serial = serial;
            this.action = action;
        }

        /** In ticks, as {@link Moment#ticks}. */
        long at() {
            return at;
        }
    }

    /** A heap of cancelled deadlines larger than this, and than the living ones, is swept. */
    private static final int SWEEP = 1024;

    private final PriorityQueue<Deadline> heap =
            new PriorityQueue<>(Comparator.comparingLong((Deadline d) -> d.at).thenComparingLong(d -> d.serial));
    private long serial;
    private int cancelled;

    Deadline at(long ticks, Consumer<Moment> action) {
        Deadline deadline = new Deadline(ticks, serial++, action);
        heap.add(deadline);
        return deadline;
    }

    /** Makes sure that it never happens; nothing if it has happened already. */
    void cancel(Deadline deadline) {
        if (!deadline.cancelled) {
            deadline.cancelled = true;
            cancelled++;
            if (cancelled > SWEEP && cancelled > heap.size() / 2) {
                heap.removeIf(d -> d.cancelled);
                cancelled = 0;
            }
        }
    }

    /** When something must happen next. */
    OptionalLong next() {
        dropCancelled();
        Deadline first = heap.peek();
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.at);
    }

    /** Does all that is due at this moment, in order. */
    void runDue(Moment now) {
        for (dropCancelled(); !heap.isEmpty() && heap.element().at <= now.ticks(); dropCancelled()) {
            Deadline due = heap.remove();
            due.cancelled = true;
            due.action.accept(now);
        }
    }

    private void dropCancelled() {
        while (!heap.isEmpty() && heap.element().cancelled) {
            heap.remove();
            cancelled = Math.max(0, cancelled - 1);
        }
    }
}
