package org.reactord.source.inotify;

import java.util.Collection;
import java.util.concurrent.ThreadFactory;
import org.reactord.event.Cause;
import org.reactord.event.WatchedTree;
import org.reactord.natives.Errno;
import org.reactord.natives.Natives;
import org.reactord.source.EventSink;
import org.reactord.source.EventSource;
import org.reactord.source.WatchRequest;

/** File events from the Linux kernel: one inotify instance for the daemon, and two threads. */
public final class InotifySource implements EventSource {
    /** What {@link #open} leads to. */
    public sealed interface Opened {}

    /** It works here. */
    public record Source(EventSource source) implements Opened {}

    /** It does not, for a reason that a person can read. */
    public record Unavailable(String reason) implements Opened {}

    private final Kernel kernel;
    private final Reader reader;
    private final Worker worker;
    private final Thread readerThread;
    private final Thread workerThread;

    private InotifySource(Kernel kernel, Reader reader, Worker worker, ThreadFactory threads) {
        this.kernel = kernel;
        this.reader = reader;
        this.worker = worker;
        readerThread = threads.newThread(reader);
        readerThread.setName("source:inotify");
        workerThread = threads.newThread(worker);
        workerThread.setName("source:files");
    }

    /**
     * Opens the source. Its threads come from the factory and end with {@link #close}.
     *
     * <p>Where the user has no inotify instance left it opens all the same: trees are compared now and then, say that
     * they are degraded, and are watched as soon as an instance can be had.
     */
    public static Opened open(EventSink sink, ThreadFactory threads) {
        return open(sink, threads, Pace.NORMAL);
    }

    static Opened open(EventSink sink, ThreadFactory threads, Pace pace) {
        if (Natives.unavailable().isPresent()) {
            return new Unavailable(Natives.unavailable().get());
        }
        Input input = new Input(System::nanoTime);
        Reader reader;
        try {
            reader = Reader.open(input);
        } catch (Reader.NoDescriptors none) {
            return new Unavailable(String.valueOf(none.getMessage()));
        }
        Kernel kernel = new Kernel();
        int answer = kernel.open();
        if (answer < 0 && answer != -Errno.EMFILE) {
            reader.free();
            return new Unavailable("inotify: " + Errno.message(answer));
        }
        if (kernel.isOpen()) {
            reader.readFrom(kernel.fd());
        }
        Worker worker = new Worker(sink, input, reader, kernel, pace, System::nanoTime);
        InotifySource source = new InotifySource(kernel, reader, worker, threads);
        source.readerThread.start();
        source.workerThread.start();
        return new Source(source);
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public void watch(Collection<WatchRequest> requests, Runnable armed) {
        worker.watch(requests, armed);
    }

    @Override
    public void rescan(WatchedTree tree, Cause cause) {
        worker.rescan(tree, cause);
    }

    @Override
    public void close() {
        reader.close();
        workerThread.interrupt();
        boolean interrupted = false;
        while (readerThread.isAlive() || workerThread.isAlive()) {
            try {
                readerThread.join();
                workerThread.join();
            } catch (InterruptedException impatient) {
                interrupted = true;
            }
        }
        kernel.close();
        reader.free();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
