package org.reactord.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Does what an answer needs of the disk, one thing after the other, on a thread that is there only while there is something
 * to do: a slow disk must delay nobody who asks for what is known already. May be asked from any thread.
 */
final class Clerk {
    private final ThreadFactory threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean working;

    Clerk(ThreadFactory threads) {
        this.threads = threads;
    }

    /** Does this soon. There are never more tasks than connections. */
    void hand(Runnable task) {
        lock.lock();
        try {
            tasks.add(task);
            if (!working) {
                working = true;
                Thread thread = threads.newThread(this::work);
                thread.setName("clerk");
                thread.start();
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable next = tasks.poll();
            working = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }
}
