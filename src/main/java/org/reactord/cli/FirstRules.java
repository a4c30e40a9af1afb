package org.reactord.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.reactord.control.RuleLoader;

/**
 * The rules of the start, read while the edges open: neither needs the other, and most of the time that either takes goes
 * into loading its classes. What is read is looked at, and its mistakes are told, when everything else is open.
 */
final class FirstRules {
    private final FutureTask<RuleLoader.Result> reading;

    private FirstRules(FutureTask<RuleLoader.Result> reading) {
        this.reading = reading;
    }

    /** Begins to read, on a thread of its own. */
    static FirstRules begin(RuleLoader loader, ThreadFactory threads) {
        FutureTask<RuleLoader.Result> reading = new FutureTask<>(loader::load);
        Thread thread = threads.newThread(() -> {
            loadSockets();
            reading.run();
        });
        thread.setName("rules");
        thread.start();
        return new FirstRules(reading);
    }

    /** The JDK's sockets come with its random numbers and all that provides those; the control socket needs them last. */
    private static void loadSockets() {
        try {
            ServerSocketChannel.open(StandardProtocolFamily.UNIX).close();
        } catch (IOException | UnsupportedOperationException toldLater) {
            return; // when the control socket is opened
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
}
