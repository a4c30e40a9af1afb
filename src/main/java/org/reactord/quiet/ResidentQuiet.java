package org.reactord.quiet;

import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactord.threads.Ends;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does it on a thread that ends with it; asked again while it is at it, it leaves it at that. */
final class ResidentQuiet implements Quiet {
    private static final Logger LOG = LoggerFactory.getLogger(ResidentQuiet.class);

    private final Housekeepers housekeepers;
    private final Runnable giveBackMemory;
    private final ThreadFactory threads;
    private volatile Noise noise = Noise.UNKNOWN;
    private final AtomicReference<@Nullable Thread> last = new AtomicReference<>();

    ResidentQuiet(Housekeepers housekeepers, Runnable giveBackMemory, ThreadFactory threads) {
        this.housekeepers = housekeepers;
        this.giveBackMemory = giveBackMemory;
        this.threads = threads;
    }

    @Override
    public void quieten() {
        Thread before = last.get();
        if (before != null && before.isAlive()) {
            return;
        }
        Thread thread = threads.newThread(this::work);
        thread.setName("quiet");
        if (last.compareAndSet(before, thread)) {
            thread.start();
        }
    }

    /** Silenced first: whoever the collection wakes then waits in silence already. */
    private void work() {
        Noise found = housekeepers.silence();
        noise = found;
        giveBackMemory.run();
        LOG.debug("at rest: {} threads of the JVM are silent, {} still tick", found.silenced(), found.ticking());
    }

    @Override
    public Noise noise() {
        return noise;
    }

    @Override
    public void close() {
        Thread thread = last.get();
        if (thread != null) {
            Ends.await(List.of(thread), () -> {});
        }
    }
}
