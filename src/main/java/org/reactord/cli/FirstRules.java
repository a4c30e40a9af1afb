package org.reactord.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.reactord.control.RuleLoader;

/**
 * The rules of the start, read from the first moment on, while the log begins and the edges open: neither needs the other,
 * and most of the time that either takes goes into loading its classes. What is read is looked at, and its mistakes are
 * told, when everything else is open.
 */
final class FirstRules implements AutoCloseable {
    private final CountDownLatch claimed = new CountDownLatch(1);
    private final FutureTask<RuleLoader.Result> reading;

    private FirstRules(Function<Runnable, RuleLoader> disk) {
        reading = new FutureTask<>(() -> disk.apply(this::awaitClaim).load());
    }

    /**
     * Begins to read, on a thread of its own.
     *
     * @param disk what reads, given what returns as soon as the state directory is this daemon's
     */
    static FirstRules begin(Function<Runnable, RuleLoader> disk, ThreadFactory threads) {
        FirstRules rules = new FirstRules(disk);
        Thread thread = threads.newThread(() -> {
            loadSockets();
            rules.reading.run();
        });
        thread.setName("rules");
        thread.start();
        return rules;
    }

    /** The JDK's sockets come with its random numbers and all that provides those; the control socket needs them last. */
    private static void loadSockets() {
        try {
            ServerSocketChannel.open(StandardProtocolFamily.UNIX).close();
        } catch (IOException | UnsupportedOperationException toldLater) {
            return; // when the control socket is opened
        }
    }

    /** The state directory is this daemon's: what the rules need there may be made. */
    void claim() {
        claimed.countDown();
    }

    private void awaitClaim() {
        try {
            claimed.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("closed before the state directory was claimed", closed);
        }
    }

    /** What they say, as soon as all are read. */
    RuleLoader.Result await() {
        try {
            return reading.get();
        } catch (InterruptedException nobodyInterruptsMain) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the rules were read", nobodyInterruptsMain);
        } catch (ExecutionException defect) {
            throw new IllegalStateException("the rules could not be read", defect.getCause());
        }
    }

    /** Nobody wants to know any more. */
    @Override
    public void close() {
        reading.cancel(true);
    }
}
