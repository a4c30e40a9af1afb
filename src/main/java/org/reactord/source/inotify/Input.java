package org.reactord.source.inotify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the worker. The only place that more than one thread enters.
 *
 * <p>Raw events take a bounded amount of memory. When that is used up they are dropped until half of it is free, and
 * the worker learns that some are missing: the same as if the kernel had dropped them. Everything else is bounded by
 * who asks: one mark at a time, one note that mounts have changed, orders of the daemon.
 */
final class Input {
    /** How many bytes of raw events may wait; about a hundred thousand events. */
    static final int MOST = 4 << 20;

    /** With so many bytes waiting the worker has something to do for a while; a few hundred events. */
    private static final int ENOUGH = 16 << 10;

    /** What an item costs besides its bytes. */
    private static final int OVERHEAD = 64;

    /** One thing for the worker to do. */
    sealed interface Item {}

    /**
     * Raw events; when the reading of them began, by the clock that stamps files; and whether no event was left in the
     * kernel then.
     */
    static final class Raw implements Item {
        final byte[] bytes;
        final long readAt;
        final boolean drained;

        Raw(byte[] bytes, long readAt, boolean drained) {
            this.bytes = bytes;
            this.readAt = readAt;
            this.drained = drained;
        }
    }

    /** All that was in the kernel when this mark was asked for has come before. */
    record Mark(long number) implements Item {}

    /** Something was mounted or unmounted. */
    record Mounts() implements Item {}

    /** Raw events were dropped here. */
    record Missed() implements Item {}

    /** Something that the daemon wants. */
    record Order(Runnable action) implements Item {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Item> items = new ArrayDeque<>();
    private final LongSupplier ticks;
    private int held;
    private boolean dropping;
    private boolean mountsNoted;

    Input(LongSupplier ticks) {
        this.ticks = ticks;
    }

    void add(Raw events) {
        lock.lock();
        try {
            int cost = events.bytes.length + OVERHEAD;
            dropping = dropping ? held > MOST / 2 : held + cost > MOST;
            if (!dropping) {
                held += cost;
                items.addLast(events);
                arrived.signal();
            } else if (!(items.peekLast() instanceof Missed)) {
                items.addLast(new Missed());
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void add(Item item) {
        lock.lock();
        try {
            if (item instanceof Mounts) {
                if (mountsNoted) {
                    return;
                }
                mountsNoted = true;
            }
            items.addLast(item);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** True if the worker has so much to do that more need not come at once. */
    boolean isBehind() {
        lock.lock();
        try {
            return held >= ENOUGH;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return items.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The next item if there is one. */
    @Nullable
    Item poll() {
        lock.lock();
        try {
            return removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** The next item, waited for until the deadline in ticks; null when that has come first. The only wait. */
    @Nullable
    Item take(OptionalLong deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (items.isEmpty()) {
                if (deadline.isEmpty()) {
                    arrived.await();
                    continue;
                }
                long left = deadline.getAsLong() - ticks.getAsLong();
                if (left <= 0 || arrived.awaitNanos(left) <= 0) {
                    return removeFirst();
                }
            }
            return removeFirst();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Item removeFirst() {
        Item item = items.pollFirst();
        if (item instanceof Raw events) {
            held -= events.bytes.length + OVERHEAD;
        } else if (item instanceof Mounts) {
            mountsNoted = false;
        }
        return item;
    }
}
