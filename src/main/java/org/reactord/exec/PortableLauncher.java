package org.reactord.exec;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.reactord.job.Attempt;
import org.reactord.job.JobId;
import org.reactord.job.Output;
import org.reactord.rule.Command;
import org.reactord.threads.Ends;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts children with what the JDK has, on systems where the native launcher does not work.
 *
 * <p>A child has three threads that wait for it and for what it says, and no session of its own: a signal goes to it and
 * to those of its descendants that are found at that instant, what it leaves behind is nobody's, and a name must be text
 * in the charset of the locale. The thread {@code exec} does what was ordered; it alone knows the children and the notes.
 */
final class PortableLauncher implements Launcher {
    private static final Logger LOG = LoggerFactory.getLogger(PortableLauncher.class);

    private final BlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
    private final Map<Long, PortableChild> children = new HashMap<>();
    private final PortableStarter starter;
    private final OutputFiles outputs;
    private final Optional<Command> notification;
    private final AttemptNotes notes;
    private final PortableOrphans orphans;
    private final LaunchListener listener;
    private final ThreadFactory threads;
    private final Thread thread;
    private boolean closed;
    private boolean over;

    PortableLauncher(
            PortableStarter starter,
            OutputFiles outputs,
            Optional<Command> notification,
            AttemptNotes notes,
            LaunchListener listener,
            ThreadFactory threads) {
        this.starter = starter;
        this.outputs = outputs;
        this.notification = notification;
        this.notes = notes;
        this.orphans = PortableOrphans.among(notes);
        this.listener = listener;
        this.threads = threads;
        this.thread = threads.newThread(this::work);
        thread.setName("exec");
    }

    PortableLauncher begin() {
        orphans.awaitEnds(listener::leftoverEnded);
        thread.start();
        return this;
    }

    private void work() {
        while (!over) {
            next().run();
        }
        notes.close();
        outputs.clean();
    }

    private Runnable next() {
        while (true) {
            try {
                return orders.take();
            } catch (InterruptedException nobodyMeansIt) {
                LOG.debug("an interruption is passed over");
            }
        }
    }

    private void order(Runnable order) {
        if (!closed) {
            orders.add(order);
        }
    }

    @Override
    public void launch(Attempt attempt) {
        long asked = System.nanoTime();
        order(() -> start(attempt, asked));
    }

    private void start(Attempt attempt, long asked) {
        AttemptNotes.Sheet note = notes.begin(attempt, Optional.empty());
        try {
            note.tell(AttemptNote.Leader.of(begin(attempt, asked).pid()));
        } catch (NotStarted reason) {
            notes.takeBack(attempt.job());
            listener.ended(attempt, reason.outcome(), Output.NONE);
        }
    }

    @Override
    public void launchAside(Attempt attempt) {
        long asked = System.nanoTime();
        order(() -> startAside(attempt, asked));
    }

    private void startAside(Attempt attempt, long asked) {
        try {
            begin(attempt, asked);
        } catch (NotStarted reason) {
            listener.ended(attempt, reason.outcome(), Output.NONE);
        }
    }

    private PortableChild begin(Attempt attempt, long asked) throws NotStarted {
        PortableChild child = starter.start(attempt);
        children.put(attempt.run(), child);
        listener.started(attempt, child.pid(), Duration.ofNanos(System.nanoTime() - asked));
        child.awaitEnd(threads, (outcome, output) -> {
            listener.ended(attempt, outcome, output);
            orders.add(() -> children.remove(attempt.run()));
        });
        return child;
    }

    @Override
    public void signal(Attempt attempt, Sent signal) {
        order(() -> {
            @Nullable PortableChild child = children.get(attempt.run());
            if (child != null) {
                child.signal(signal);
            }
        });
    }

    @Override
    public void signal(Leftover leftover, Sent signal) {
        order(() -> orphans.signal(leftover.job(), signal));
    }

    @Override
    public List<Leftover> leftovers() {
        return orphans.leftovers();
    }

    @Override
    public void discard(Attempt attempt) {
        order(() -> outputs.discard(attempt));
    }

    @Override
    public Optional<Command> notification() {
        return notification;
    }

    @Override
    public void forget(JobId job) {
        order(() -> notes.forget(job));
    }

    @Override
    public String name() {
        return "ProcessBuilder, signals to descendants that are found";
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        order(() -> over = true);
        closed = true;
        Ends.await(List.of(thread), () -> {});
    }
}
