package org.reactord.cli;

import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that makes threads.
 *
 * <p>A thread of the daemon that dies of a defect takes the daemon with it, loudly and at once: half a daemon would be
 * silent about what it no longer does. Its supervisor starts it again, and the store makes that safe.
 */
final class DaemonThreads implements ThreadFactory, Thread.UncaughtExceptionHandler {
    /** The status after a defect (sysexits(3): EX_SOFTWARE). */
    static final int DEFECT = 70;

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, "reactor", 0, false);
        thread.setDaemon(true); // who starts a thread joins it; a stuck one must not keep a dead daemon alive
        thread.setUncaughtExceptionHandler(this);
        return thread;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable defect) {
        try {
            // Asked for here, since the first thread is made before there is a log.
            Logger log = LoggerFactory.getLogger(DaemonThreads.class);
            log.error(
                    "defect in thread '{}'; the daemon ends, and what it was doing is done after its restart",
                    thread.getName(),
                    defect);
        } finally {
            Runtime.getRuntime().halt(DEFECT);
        }
    }
}
