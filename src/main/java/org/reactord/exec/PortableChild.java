package org.reactord.exec;

import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.Output;

/** A running child of the portable launcher, with the threads that wait for it. */
final class PortableChild {
    /** Whoever holds the streams longer after the child's end is not waited for. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private final Attempt attempt;
    private final Process process;
    private final JobFiles files;
    private final Optional<OutputFiles.Pair> whole;

    PortableChild(Attempt attempt, Process process, JobFiles files, Optional<OutputFiles.Pair> whole) {
        this.attempt = attempt;
        this.process = process;
        this.files = files;
        this.whole = whole;
    }

    long pid() {
        return process.pid();
    }

    /** Tells, on a thread of its own, how it ended. Does not wait here. */
    void awaitEnd(ThreadFactory threads, BiConsumer<Outcome, Output> told) {
        Ear out = new Ear(process.getInputStream(), whole.map(OutputFiles.Pair::stdout));
        Ear err = new Ear(process.getErrorStream(), whole.map(OutputFiles.Pair::stderr));
        Thread hearsOut = started(threads, out, "out");
        Thread hearsErr = started(threads, err, "err");
        Runnable waiting = () -> {
            int status = process.onExit().join().exitValue();
            long until = System.nanoTime() + PATIENCE;
            joinUntil(hearsOut, until);
            joinUntil(hearsErr, until);
            files.remove();
            told.accept(new Outcome.Exited(status), Ear.output(out, err, whole.map(OutputFiles.Pair::paths)));
        };
        started(threads, waiting, "exit");
    }

    private Thread started(ThreadFactory threads, Runnable work, String what) {
        Thread thread = threads.newThread(work);
        thread.setName("exec-" + attempt.run() + "-" + what);
        thread.start();
        return thread;
    }

    private static void joinUntil(Thread thread, long until) {
        try {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left > 0) {
                thread.join(left);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    void signal(Launcher.Sent sent) {
        signal(process.toHandle(), sent);
    }

    /** Descendants are looked for first: once their parent has ended, nobody knows whose they are. */
    static void signal(ProcessHandle leader, Launcher.Sent sent) {
        Stream.concat(leader.descendants(), Stream.of(leader)).toList().forEach(one -> {
            switch (sent) {
                case TERM -> one.destroy();
                case KILL -> one.destroyForcibly();
            }
        });
    }
}
