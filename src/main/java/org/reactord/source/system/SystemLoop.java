package org.reactord.source.system;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.reactord.event.Surveyed;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.event.SystemLoss;
import org.reactord.natives.Errno;
import org.reactord.natives.EventFd;
import org.reactord.natives.Poll;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemSink;
import org.reactord.source.SystemState;

/** What the thread {@code source:system} does: waits for all descriptors at once, in one place, without a deadline. */
final class SystemLoop implements Runnable, Descriptors, Reports {
    /** The source is being closed while it waits for room. */
    private static final class Closing extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Makes the facility that tells a kind. */
    interface Maker {
        Facility make(SystemKind kind, Descriptors descriptors, Reports reports);
    }

    private record Entry(int index, IntConsumer ready) {}

    private final int wakeUp;
    private final SystemSink sink;
    private final Maker maker;
    private final Poll poll = new Poll();
    private final Map<Integer, Entry> entries = new LinkedHashMap<>();
    private final Map<SystemKind, SystemRequest> asked = new EnumMap<>(SystemKind.class);
    private final Map<SystemKind, Facility> open = new EnumMap<>(SystemKind.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> orders = new ArrayDeque<>();
    private volatile boolean closing;

    /**
     * A loop that nothing is asked of yet.
     *
     * @param wakeUp a counter that brings it out of its wait
     */
    SystemLoop(int wakeUp, SystemSink sink, Maker maker) {
        this.wakeUp = wakeUp;
        this.sink = sink;
        this.maker = maker;
        add(wakeUp, Poll.POLLIN, revents -> carryOut());
    }

    /** Makes these the kinds that are told of. For other threads. */
    void watch(Collection<SystemRequest> requests, Runnable armed) {
        List<SystemRequest> wanted = List.copyOf(requests);
        order(() -> {
            ask(wanted);
            armed.run();
        });
    }

    /** Tells the facility of a kind that all it told is dealt with. For other threads. */
    void handled(SystemKind kind) {
        order(() -> {
            Facility facility = open.get(kind);
            if (facility != null) {
                facility.handled();
            }
        });
    }

    private void order(Runnable order) {
        lock.lock();
        try {
            orders.add(order);
        } finally {
            lock.unlock();
        }
        EventFd.signal(wakeUp);
    }

    /** Comes to an end soon. For other threads. */
    void close() {
        closing = true;
        EventFd.signal(wakeUp);
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                int answer = poll.poll(-1);
                if (answer < 0) {
                    throw new IllegalStateException("cannot wait for system events: " + Errno.message(answer));
                }
                turn();
                sink.flush();
            }
        } catch (Closing whileWaiting) {
            Thread.currentThread().interrupt();
        } finally {
            open.values().forEach(Facility::close);
            open.clear();
        }
    }

    private void turn() {
        for (int fd : List.copyOf(entries.keySet())) {
            Entry entry = entries.get(fd); // one handler may remove the descriptor of another
            int revents = entry == null ? 0 : poll.revents(entry.index());
            if (revents != 0 && entry != null && !closing) {
                entry.ready().accept(revents);
            }
        }
    }

    private void carryOut() {
        EventFd.drain(wakeUp);
        for (Runnable order = next(); order != null && !closing; order = next()) {
            order.run();
        }
    }

    private @org.jspecify.annotations.Nullable Runnable next() {
        lock.lock();
        try {
            return orders.poll();
        } finally {
            lock.unlock();
        }
    }

    private void ask(List<SystemRequest> wanted) {
        Map<SystemKind, SystemRequest> now = new EnumMap<>(SystemKind.class);
        wanted.forEach(request -> now.put(request.kind(), request));
        for (SystemKind kind : List.copyOf(asked.keySet())) {
            if (!now.containsKey(kind)) {
                asked.remove(kind);
                Facility facility = open.remove(kind);
                if (facility != null) {
                    facility.close();
                }
            }
        }
        now.forEach(this::ask);
    }

    private void ask(SystemKind kind, SystemRequest request) {
        SystemRequest before = asked.put(kind, request);
        Facility facility = open.get(kind);
        if (facility != null) {
            if (!request.equals(before)) {
                changed(facility.requested(request));
            }
            return;
        }
        facility = maker.make(kind, this, this); // what was unavailable may be there now
        SystemState state = facility.open(request);
        if (state.unavailable().isEmpty()) {
            open.put(kind, facility);
        }
        changed(state);
        if (state.unavailable().isEmpty()) {
            offer(new Surveyed(kind));
        }
    }

    @Override
    public void add(int fd, int events, IntConsumer ready) {
        entries.put(fd, new Entry(poll.add(fd, events), ready));
    }

    @Override
    public void remove(int fd) {
        Entry entry = entries.remove(fd);
        if (entry != null) {
            poll.remove(entry.index());
        }
    }

    @Override
    public void happened(SystemEvent event) {
        offer(event);
    }

    @Override
    public void lost(SystemKind kind, String reason) {
        offer(new SystemLoss(kind, reason));
    }

    @Override
    public void changed(SystemState state) {
        sink.systemChanged(state);
    }

    private void offer(org.reactord.event.Event event) {
        try {
            while (!sink.offer(event)) {
                sink.awaitRoom();
            }
        } catch (InterruptedException ownerIsClosing) {
            throw new Closing();
        }
    }
}
