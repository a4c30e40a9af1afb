package org.reactord.source.inotify;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** What is to be done later, in the order of time. With nothing in it, nobody ever wakes. */
final class Timers {
    /** Something to be done, unless it is cancelled before. */
    static final class Timer implements Comparable<Timer> {
        private final long at;
        private final Runnable action;
        private boolean cancelled;

        private Timer(long at, Runnable action) {
            this.at = at;
            this.action = action;
        }

        @Override
        public int compareTo(Timer other) {
            return Long.signum(at - other.at);
        }
    }

    private final LongSupplier ticks;
    private final PriorityQueue<Timer> queue = new PriorityQueue<>();

    Timers(LongSupplier ticks) {
        this.ticks = ticks;
    }

    long now() {
        return ticks.getAsLong();
    }

    Timer in(Duration delay, Runnable action) {
        Timer timer = new Timer(now() + delay.toNanos(), action);
        queue.add(timer);
        return timer;
    }

    void cancel(Timer timer) {
        timer.cancelled = true;
        dropCancelled();
    }

    private void dropCancelled() {
        for (Timer first = queue.peek(); first != null && first.cancelled; first = queue.peek()) {
            queue.remove();
        }
    }

    OptionalLong deadline() {
        dropCancelled();
        Timer first = queue.peek();
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.at);
    }

    /** Does what is due. */
    void fire() {
        long now = now();
        for (Timer first = queue.peek(); first != null && first.at - now <= 0; first = queue.peek()) {
            queue.remove();
            if (!first.cancelled) {
                first.action.run();
            }
        }
    }
}
