package org.reactord.client;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends what waits for a channel, also while it connects, by closing the channel: a daemon that is stopped accepts nothing
 * and says nothing.
 */
public final class Deadline implements Runnable, AutoCloseable {
    private final SocketChannel channel;
    private final Duration timeout;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean expired;

    private Deadline(SocketChannel channel, Duration timeout) {
        this.channel = channel;
        this.timeout = timeout;
    }

    public static Deadline start(SocketChannel channel, Duration timeout) {
        Deadline deadline = new Deadline(channel, timeout);
        Thread thread = new Thread(deadline, "deadline");
        thread.setDaemon(true);
        thread.start();
        return deadline;
    }

    @Override
    public void run() {
        try {
            if (!over.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                expired = true;
                channel.close();
            }
        } catch (InterruptedException | IOException ending) {
            // Nobody waits any more.
        }
    }

    public boolean expired() {
        return expired;
    }

    /** There is no deadline any more. */
    public void lift() {
        over.countDown();
    }

    @Override
    public void close() {
        lift();
    }
}
