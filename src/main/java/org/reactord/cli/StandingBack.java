package org.reactord.cli;

import java.util.concurrent.ThreadFactory;
import org.reactord.natives.Natives;
import org.reactord.natives.Processes;

/**
 * Threads that do not take the processor from those whom the daemon serves, or from one another, by waking up: a writer gets
 * to close its file, a thread to finish what it hands on, and a command to its first instruction. All of these wake one of
 * ours before they are done, and where there is no other processor at hand, an ordinary thread runs at once.
 *
 * <p>Where that is forbidden they are ordinary threads, which is slower but not wrong.
 */
final class StandingBack implements ThreadFactory {
    private final ThreadFactory threads;

    StandingBack(ThreadFactory threads) {
        this.threads = threads;
    }

    @Override
    public Thread newThread(Runnable work) {
        return threads.newThread(() -> {
            if (Natives.unavailable().isEmpty()) {
                Processes.standBack();
            }
            work.run();
        });
    }
}
