package org.reactord.source.listing;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.FileEvent;
import org.reactord.event.WatchedTree;
import org.reactord.source.EventSink;
import org.reactord.source.RootState;
import org.reactord.source.Unfinished;
import org.reactord.source.WatchRequest;
import org.reactord.threads.Ends;

/** Orders wait in a queue for the thread; only the queue is shared. */
final class DirectoryLister implements ListingSource {
    /** Something to do, which may have to wait for room. */
    private interface Order {
        void carryOut() throws InterruptedException;
    }

    private final EventSink sink;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ordered = lock.newCondition();
    private final Condition rested = lock.newCondition();
    private final Deque<Order> orders = new ArrayDeque<>();
    private final Set<WatchedTree> trees = new LinkedHashSet<>();
    private boolean working;

    DirectoryLister(EventSink sink, ThreadFactory threads) {
        this.sink = sink;
        thread = threads.newThread(this::run);
        thread.setName("source:listing");
    }

    DirectoryLister begin() {
        thread.start();
        return this;
    }

    @Override
    public String name() {
        return "listing";
    }

    @Override
    public void watch(Collection<WatchRequest> requests, Runnable armed) {
        List<WatchedTree> wanted = requests.stream().map(WatchRequest::tree).toList();
        order(() -> {
            armed.run();
            trees.retainAll(wanted);
            for (WatchedTree tree : wanted) {
                if (trees.add(tree)) {
                    list(tree, Cause.START);
                }
            }
        });
    }

    @Override
    public void rescan(WatchedTree tree, Cause cause) {
        order(() -> {
            if (trees.contains(tree)) {
                list(tree, cause);
            }
        });
    }

    /** Whoever does not watch cannot say what has happened. */
    @Override
    public void toldUntil(Collection<WatchedTree> asked, LongConsumer answer) {
        order(() -> answer.accept(Long.MIN_VALUE));
    }

    /** Nothing is waited for where nothing is watched. */
    @Override
    public void unfinished(BytePath path, Consumer<List<Unfinished>> answer) {
        order(() -> answer.accept(List.of()));
    }

    private void list(WatchedTree tree, Cause cause) throws InterruptedException {
        Directories.Result result = Directories.list(tree, cause, this::tell);
        sink.flush();
        sink.rootChanged(new RootState(tree, result.kind(), result.detail(), 0));
    }

    private void tell(FileEvent event) throws InterruptedException {
        while (!sink.offer(event)) {
            sink.awaitRoom();
        }
    }

    private void order(Order order) {
        lock.lock();
        try {
            orders.addLast(order);
            ordered.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                next().carryOut();
            }
        } catch (InterruptedException ownerIsClosing) {
            Thread.currentThread().interrupt();
        }
    }

    private Order next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            working = !orders.isEmpty();
            if (!working) {
                rested.signalAll();
            }
            while (orders.isEmpty()) {
                ordered.await();
            }
            working = true;
            return orders.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitRest() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (working || !orders.isEmpty()) {
                rested.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isAtRest() {
        lock.lock();
        try {
            return !working && orders.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<String> unavailable() {
        return Directories.unavailable();
    }

    @Override
    public void close() {
        thread.interrupt();
        Ends.await(List.of(thread), () -> {});
    }
}
