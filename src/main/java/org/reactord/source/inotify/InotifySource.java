package org.reactord.source.inotify;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.WatchedTree;
import org.reactord.source.EventSource;
import org.reactord.source.Unfinished;
import org.reactord.source.WatchRequest;
import org.reactord.threads.Ends;

/** File events from the Linux kernel: one inotify instance for the daemon, and two threads. */
final class InotifySource implements EventSource {
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

    static InotifySource begin(Kernel kernel, Reader reader, Worker worker, ThreadFactory threads) {
        InotifySource source = new InotifySource(kernel, reader, worker, threads);
        source.readerThread.start();
        source.workerThread.start();
        return source;
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
    public void toldUntil(Collection<WatchedTree> trees, LongConsumer answer) {
        worker.toldUntil(trees, answer);
    }

    @Override
    public void unfinished(BytePath path, Consumer<List<Unfinished>> answer) {
        worker.unfinished(path, answer);
    }

    @Override
    public void close() {
        reader.close();
        workerThread.interrupt();
        Ends.await(List.of(readerThread, workerThread), () -> {
            kernel.close();
            reader.free();
        });
    }
}
