package org.reactord.cli;

/** Something that a client clears away if it is told to end before it is through. */
final class AtExit {
    private final Thread hook;

    private AtExit(Thread hook) {
        this.hook = hook;
    }

    static AtExit run(Runnable clear) {
        AtExit exit = new AtExit(new Thread(clear, "at-exit"));
        Runtime.getRuntime().addShutdownHook(exit.hook);
        return exit;
    }

    /** It is through. */
    void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return; // then it is cleared away right now
        }
    }
}
