package org.reactord.cli;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends what waits for a channel, also while it connects, by closing the channel: a daemon that is stopped accepts nothing
 * and says nothing.
 */
final class Deadline implements AutoCloseable {
    private final SocketChannel channel;
    private final Duration timeout;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean expired;

    private Deadline(SocketChannel channel, Duration timeout) {
        this.channel = channel;
        this.timeout = timeout;
    }

    static Deadline start(SocketChannel channel, Duration timeout) {
        Deadline deadline = new Deadline(channel, timeout);
        Thread thread = new Thread(deadline::watch, "deadline");
        thread.setDaemon(true);
        thread.start();
        return deadline;
    }

    private void watch() {
        try {
            if (!over.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                expired = true;
                channel.close();
            }
        } catch (InterruptedException | IOException ending) {
            // Nobody waits any more.
        }
    }

    boolean expired() {
        return expired;
    }

    /** There is no deadline any more. */
    void lift() {
        over.countDown();
    }

    @Override
    public void close() {
        lift();
    }
}
