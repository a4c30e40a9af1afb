package org.reactord.store;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;

/** A store in a directory. Its methods only leave requests for the thread {@code store}, and look into memory. */
final class FileStore implements Store {
    private final StateLock lock;
    private final DeliveredItems items;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closed;

    FileStore(StateLock lock, DeliveredItems items, StoreListener listener, ThreadFactory threads) {
        this.lock = lock;
        this.items = items;
        this.thread = threads.newThread(new StoreLoop(requests, items, listener));
        thread.setName("store");
    }

    FileStore begin() {
        thread.start();
        return this;
    }

    @Override
    public void delivered(Attempt attempt) {
        FileChange item = attempt.changes().get(0);
        item.stamp().ifPresent(stamp -> items.note(attempt.rule().name(), item.path(), stamp));
        request(new Request.Delivered(attempt));
    }

    @Override
    public void givenUp(Attempt attempt, String reason) {
        request(new Request.GivenUp(attempt, reason));
    }

    private void request(Request request) {
        if (!closed) {
            requests.add(request);
        }
    }

    @Override
    public boolean wasDelivered(String rule, BytePath path, FileStamp stamp) {
        return items.has(rule, path, stamp);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        request(new Request.Close());
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        lock.release();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
