package org.reactord.exec;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import org.reactord.job.Attempt;
import org.reactord.job.JobId;
import org.reactord.natives.EventFd;
import org.reactord.natives.Fd;
import org.reactord.rule.Command;
import org.reactord.threads.Ends;

/**
 * Starts children with posix_spawn(3) and hears of their ends through pidfds: one thread, {@code exec}, for all.
 *
 * <p>The methods run on the loop thread and only leave orders in a queue; the counter {@code wake} brings the thread out
 * of its wait.
 */
final class NativeLauncher implements Launcher {
    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
    private final int wake;
    private final Optional<Cgroups> cgroups;
    private final List<Leftover> leftovers;
    private final Optional<Command> notification;
    private final Thread thread;
    private boolean closed;

    NativeLauncher(
            int wake,
            Starting starting,
            Optional<Cgroups> cgroups,
            Optional<Command> notification,
            LaunchListener listener,
            ThreadFactory threads) {
        this.wake = wake;
        this.cgroups = cgroups;
        this.leftovers = starting.leftovers();
        this.notification = notification;
        this.thread = threads.newThread(new ExecLoop(wake, orders, starting, listener));
        thread.setName("exec");
    }

    NativeLauncher begin() {
        thread.start();
        return this;
    }

    @Override
    public void launch(Attempt attempt) {
        order(new Order.Launch(attempt, System.nanoTime()));
    }

    @Override
    public void launchAside(Attempt attempt) {
        order(new Order.LaunchAside(attempt, System.nanoTime()));
    }

    @Override
    public void signal(Attempt attempt, Sent signal) {
        order(new Order.Signal(attempt.run(), signal));
    }

    @Override
    public List<Leftover> leftovers() {
        return leftovers;
    }

    @Override
    public void signal(Leftover leftover, Sent signal) {
        order(new Order.SignalLeft(leftover.job(), signal));
    }

    @Override
    public void forget(JobId job) {
        order(new Order.Forget(job));
    }

    @Override
    public void discard(Attempt attempt) {
        order(new Order.Discard(attempt));
    }

    @Override
    public Optional<Command> notification() {
        return notification;
    }

    private void order(Order order) {
        if (!closed) {
            orders.add(order);
            EventFd.signal(wake);
        }
    }

    @Override
    public String name() {
        return cgroups.isPresent()
                ? "posix_spawn, a control group for each run"
                : "posix_spawn, a session for each run";
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        order(new Order.Close());
        closed = true;
        Ends.await(List.of(thread), () -> {
            cgroups.ifPresent(Cgroups::leave);
            Fd.close(wake);
        });
    }
}
