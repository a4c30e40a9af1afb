package org.reactord.threads;

import java.util.List;

/** The ends of threads. */
public final class Ends {
    private Ends() {}

    /**
     * Waits until all of these have ended, and then does what must follow. Neither is cut short by an interruption: who
     * wants this thread to hurry finds it interrupted afterwards.
     */
    public static void await(List<Thread> threads, Runnable then) {
        boolean interrupted = false;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException hurry) {
                interrupted = true;
            }
        }
        then.run();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
