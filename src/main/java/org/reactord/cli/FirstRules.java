package org.reactord.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.reactord.contact.NoRandomness;
import org.reactord.control.RuleLoader;

/**
 * The rules of the start, read from the first moment on, while the log begins and the edges open: neither needs the other,
 * and most of the time that either takes goes into loading its classes. What is read is looked at, and its mistakes are
 * told, when everything else is open.
 *
 * <p>Up to the start of that thread there is no lambda on the way, here and in {@link FirstSteps}: the first one makes the JVM
 * get ready for all, for which nobody should have to wait twice.
 */
final class FirstRules implements AutoCloseable {
    private final CountDownLatch claimed = new CountDownLatch(1);
    private final FutureTask<RuleLoader.Result> reading;

    private FirstRules(Function<Runnable, RuleLoader> disk) {
        reading = new FutureTask<>(new Reading(disk, claimed));
    }

    /**
     * Begins to read, on a thread of its own.
     *
     * @param disk what reads, given what returns as soon as the state directory is this daemon's
     */
    static FirstRules begin(Function<Runnable, RuleLoader> disk, ThreadFactory threads) {
        FirstRules rules = new FirstRules(disk);
        Thread thread = threads.newThread(rules.reading);
        thread.setName("rules");
        thread.start();
        return rules;
    }

    /** The control socket needs the JDK's sockets last: there is time for them while the rules are still being read. */
    private static void loadSockets() {
        try {
            NoRandomness.loadServer();
        } catch (IOException | UnsupportedOperationException toldLater) {
            return; // when the control socket is opened
        }
    }

    /** The state directory is this daemon's: what the rules need there may be made. */
    void claim() {
        claimed.countDown();
    }

    /** What they say, as soon as all are read. */
    RuleLoader.Result await() {
        loadSockets();
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

    /** Reads what waits for the claim before it makes anything. */
    private record Reading(Function<Runnable, RuleLoader> disk, CountDownLatch claimed)
            implements Callable<RuleLoader.Result>, Runnable {
        @Override
        public RuleLoader.Result call() {
            return disk.apply(this).load();
        }

        @Override
        public void run() {
            try {
                claimed.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("closed before the state directory was claimed", closed);
            }
        }
    }
}
