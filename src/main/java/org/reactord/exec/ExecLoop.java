package org.reactord.exec;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.natives.Errno;
import org.reactord.natives.EventFd;
import org.reactord.natives.Poll;
import org.reactord.natives.Processes;

/**
 * What the thread {@code exec} does: one wait for everything that children can do and the loop can ask, without a
 * timeout while nobody's grace runs.
 */
final class ExecLoop implements Runnable {
    /** What a full pipe holds, so one read empties it. */
    private static final int BUFFER_SIZE = 64 * 1024;

    /** How many orders are carried out before the children are heard again: starting one takes a millisecond. */
    private static final int ORDERS_PER_TURN = 16;

    private final int wake;
    private final Queue<Order> orders;
    private final Starter starter;
    private final OutputFiles outputs;
    private final AttemptNotes notes;
    private final Orphans orphans;
    private final LaunchListener listener;
    private final Map<Long, Child> children = new LinkedHashMap<>();
    private final Stragglers stragglers = new Stragglers();
    private final Poll poll = new Poll();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
    private boolean closed;

    ExecLoop(int wake, Queue<Order> orders, Starting starting, LaunchListener listener) {
        this.wake = wake;
        this.orders = orders;
        this.starter = starting.starter();
        this.outputs = starting.outputs();
        this.notes = starting.notes();
        this.orphans = starting.orphans();
        this.listener = listener;
    }

    @Override
    public void run() {
        // What lets the daemon quieten the JVM is not meant for the commands, which would inherit it (capabilities(7)).
        Processes.lowerAmbient(Processes.CAP_SYS_NICE);
        while (!closed) {
            turn();
        }
        stragglers.killAll();
        children.values().forEach(Child::close);
        orphans.close();
        notes.close();
        starter.close();
        outputs.clean();
    }

    private void turn() {
        poll.clear();
        int wakeIndex = poll.add(wake, Poll.POLLIN);
        children.values().forEach(child -> child.register(poll));
        orphans.register(poll);
        int answer = poll.poll(orders.isEmpty() ? timeout(System.nanoTime()) : 0);
        if (answer < 0) {
            throw new IllegalStateException("waiting for children failed: " + Errno.message(answer));
        }
        if (poll.revents(wakeIndex) != 0) {
            EventFd.drain(wake);
        }
        hearChildren();
        orphans.hear(poll).forEach(listener::leftoverEnded);
        stragglers.urgeOverdue(System.nanoTime());
        for (int i = 0; i < ORDERS_PER_TURN && !closed; i++) {
            carryOut(orders.poll());
        }
    }

    /** For poll(2), where a negative one has no end. */
    private int timeout(long now) {
        int first = stragglers.pollTimeout(now);
        int again = orphans.pollTimeout(now).orElse(first);
        return first < 0 ? again : Math.min(first, again);
    }

    private void hearChildren() {
        Iterator<Child> all = children.values().iterator();
        while (all.hasNext()) {
            Child child = all.next();
            child.listen(poll, buffer);
            if (child.hasEnded(poll)) {
                all.remove();
                finish(child);
            }
        }
    }

    private void finish(Child child) {
        Outcome outcome = child.reap(buffer);
        listener.ended(child.attempt(), outcome, child.output());
        stragglers.leftBy(child, System.nanoTime());
    }

    private void carryOut(@Nullable Order order) {
        if (order instanceof Order.Launch launch) {
            launch(launch.attempt(), launch.asked());
        } else if (order instanceof Order.LaunchAside launch) {
            launchAside(launch.attempt(), launch.asked());
        } else if (order instanceof Order.Signal signal) {
            signal(signal);
        } else if (order instanceof Order.SignalLeft signal) {
            orphans.signal(signal.job(), signal.sent());
        } else if (order instanceof Order.Forget forget) {
            notes.forget(forget.job());
        } else if (order instanceof Order.Discard discard) {
            outputs.discard(discard.attempt());
        } else if (order instanceof Order.Close) {
            closed = true;
        }
    }

    private void launch(Attempt attempt, long asked) {
        AttemptNotes.Sheet note = notes.begin(attempt, starter.cgroupOf(attempt));
        try {
            note.tell(AttemptNote.Leader.ofChild(start(attempt, asked).pid()));
        } catch (NotStarted reason) {
            notes.takeBack(attempt.job());
            listener.ended(attempt, reason.outcome(), Output.NONE);
        }
    }

    private void launchAside(Attempt attempt, long asked) {
        try {
            start(attempt, asked);
        } catch (NotStarted reason) {
            listener.ended(attempt, reason.outcome(), Output.NONE);
        }
    }

    private Child start(Attempt attempt, long asked) throws NotStarted {
        Child child = starter.start(attempt);
        children.put(attempt.run(), child);
        listener.started(attempt, child.pid(), Duration.ofNanos(System.nanoTime() - asked));
        return child;
    }

    private void signal(Order.Signal order) {
        Child child = children.get(order.run());
        if (child != null) {
            Group group = child.group();
            switch (order.sent()) {
                case TERM -> group.term();
                case KILL -> group.kill();
            }
        }
    }
}
