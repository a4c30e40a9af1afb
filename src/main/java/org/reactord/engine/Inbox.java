package org.reactord.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactord.engine.view.Decisions;
import org.reactord.engine.view.EventReport;
import org.reactord.engine.view.Glimpse;
import org.reactord.engine.view.Inquiry;
import org.reactord.engine.view.OrderReport;
import org.reactord.engine.view.PathReport;
import org.reactord.engine.view.ReloadReport;
import org.reactord.engine.view.RestoreReport;
import org.reactord.engine.view.Status;
import org.reactord.event.BytePath;
import org.reactord.event.Event;
import org.reactord.event.SystemEvent;
import org.reactord.exec.LaunchListener;
import org.reactord.job.Attempt;
import org.reactord.job.JobId;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.job.PendingJob;
import org.reactord.rule.RuleSet;
import org.reactord.source.Content;
import org.reactord.source.ContentListener;
import org.reactord.source.RootState;
import org.reactord.source.SystemSink;
import org.reactord.source.SystemState;
import org.reactord.store.Disposal;
import org.reactord.store.StoreListener;

/**
 * The one door to the loop, for every other thread.
 *
 * <p>Events are refused when {@link #ROOM} messages wait already: their source then compares instead of telling, so
 * memory is bounded whatever happens on the disk. Nothing else is ever refused, and nothing else can come in numbers:
 * ends of attempts are bounded by the attempts that run, questions by the connections that the control socket allows.
 *
 * <p>The only place of this package that more than one thread enters.
 */
public final class Inbox implements SystemSink, LaunchListener, StoreListener, ContentListener, Engine {
    /** How many messages may wait before events are refused. */
    static final int ROOM = 8192;

    /** How many messages make it worth while to wake the loop before the one who offers them asks for it. */
    private static final int MANY = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition roomy = lock.newCondition();
    private final Deque<Message> messages = new ArrayDeque<>();
    private int onlookers;
    private boolean closed;

    @Override
    public boolean offer(Event event) {
        lock.lock();
        try {
            if (closed) {
                return true;
            }
            if (messages.size() >= ROOM) {
                return false;
            }
            messages.addLast(new Message.EventSeen(event));
            if (messages.size() >= MANY) {
                arrived.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() {
        lock.lock();
        try {
            if (!messages.isEmpty()) {
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitRoom() throws InterruptedException {
        lock.lock();
        try {
            arrived.signal();
            while (!closed && messages.size() > ROOM / 2) {
                roomy.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void rootChanged(RootState state) {
        post(new Message.RootChanged(state));
    }

    @Override
    public void systemChanged(SystemState state) {
        post(new Message.SystemChanged(state));
    }

    /**
     * Nothing follows from it but what is shown, and every attempt would cost a wake-up more: unless somebody looks on, it
     * waits for what comes next.
     */
    @Override
    public void started(Attempt attempt, long pid, Duration after) {
        lock.lock();
        try {
            if (!closed) {
                messages.addLast(new Message.AttemptStarted(attempt, pid, after));
                if (onlookers > 0) {
                    arrived.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(Attempt attempt, Outcome outcome, Output output) {
        post(new Message.AttemptEnded(attempt, outcome, output));
    }

    @Override
    public void leftoverEnded(JobId job) {
        post(new Message.LeftoverEnded(job));
    }

    @Override
    public void disposed(Attempt attempt, Disposal disposal) {
        post(new Message.ItemDisposed(attempt, disposal));
    }

    @Override
    public void troubled(Optional<String> reason) {
        post(new Message.StoreTroubled(reason));
    }

    @Override
    public void contents(long question, Map<BytePath, Content> contents) {
        post(new Message.ContentsRead(question, contents));
    }

    @Override
    public void status(Consumer<Status> answer) {
        post(new Message.StatusAsked(answer));
    }

    @Override
    public void whenWritten(Runnable answer) {
        post(new Message.WrittenAsked(answer));
    }

    @Override
    public void pending(Consumer<List<PendingJob>> answer) {
        post(new Message.PendingAsked(answer));
    }

    @Override
    public void restore(List<PendingJob> jobs, Consumer<RestoreReport> answer) {
        post(new Message.Restored(jobs, answer));
    }

    @Override
    public void explain(Inquiry inquiry, Consumer<PathReport> answer) {
        post(new Message.ExplanationAsked(inquiry, answer));
    }

    @Override
    public void explain(SystemEvent event, Consumer<EventReport> answer) {
        post(new Message.EventExplanationAsked(event, answer));
    }

    @Override
    public void decisions(long after, boolean follows, Consumer<Decisions> answer) {
        post(new Message.DecisionsAsked(after, follows, answer));
    }

    @Override
    public void statusAfter(int revision, Consumer<Glimpse> answer) {
        lock.lock();
        try {
            onlookers++;
            add(new Message.GlimpseAsked(revision, glimpse -> {
                looksAway();
                answer.accept(glimpse);
            }));
        } finally {
            lock.unlock();
        }
    }

    private void looksAway() {
        lock.lock();
        try {
            onlookers--;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void reload(RuleSet rules, Consumer<ReloadReport> answer) {
        post(new Message.RulesChanged(rules, answer));
    }

    @Override
    public void ruleFiles(List<String> changed) {
        post(new Message.RuleFilesSeen(changed));
    }

    @Override
    public void rehearse(RuleSet rules, Consumer<ReloadReport> answer) {
        post(new Message.RulesRehearsed(rules, answer));
    }

    @Override
    public void order(Order order, Consumer<OrderReport> answer) {
        post(new Message.Ordered(order, answer));
    }

    @Override
    public void shutdown(boolean now, Runnable ended) {
        lock.lock();
        try {
            if (!closed) {
                add(new Message.ShutdownAsked(now, ended));
                return;
            }
        } finally {
            lock.unlock();
        }
        ended.run();
    }

    /**
     * Answers as soon as nothing is left to be begun, runs, or is on its way out; what waits for another attempt does not
     * count. Empty if the loop has ended before it was asked.
     */
    public void whenQuiet(Consumer<Optional<Status>> answer) {
        lock.lock();
        try {
            if (!closed) {
                add(new Message.QuietAsked(answer));
                return;
            }
        } finally {
            lock.unlock();
        }
        answer.accept(Optional.empty());
    }

    void post(Message message) {
        lock.lock();
        try {
            add(message);
        } finally {
            lock.unlock();
        }
    }

    private void add(Message message) {
        if (!closed) {
            messages.addLast(message);
            arrived.signal();
        }
    }

    /**
     * The next message, waiting for it until the deadline; null when that has come first.
     *
     * @param deadline in the ticks of {@code ticker}; empty: no end
     */
    @Nullable
    Message take(OptionalLong deadline, Ticker ticker) throws InterruptedException {
        lock.lock();
        try {
            while (messages.isEmpty()) {
                if (deadline.isEmpty()) {
                    arrived.await();
                    continue;
                }
                long left = deadline.getAsLong() - ticker.now().ticks();
                if (left <= 0 || (!arrived.await(left, TimeUnit.NANOSECONDS) && messages.isEmpty())) {
                    return null;
                }
            }
            return removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** The next message if there is one. */
    @Nullable
    Message poll() {
        lock.lock();
        try {
            return messages.isEmpty() ? null : removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** How many messages wait. */
    int waiting() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

    private Message removeFirst() {
        Message taken = messages.removeFirst();
        if (messages.size() == ROOM / 2) {
            roomy.signalAll();
        }
        return taken;
    }

    /** The loop has ended: nothing is taken any more, and nobody waits for room, or for an end that has come. */
    void close() {
        List<Message> left;
        lock.lock();
        try {
            closed = true;
            left = List.copyOf(messages);
            messages.clear();
            roomy.signalAll();
        } finally {
            lock.unlock();
        }
        for (Message message : left) {
            if (message instanceof Message.ShutdownAsked asked) {
                asked.ended().run();
            } else if (message instanceof Message.QuietAsked asked) {
                asked.answer().accept(Optional.empty());
            }
        }
    }
}
