package org.reactord.source.inotify;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Does things once every event that is in the kernel now has been dealt with.
 *
 * <p>This is how two views of the same moment are brought together: a look at the disk, and the stream of events that
 * has not yet told of it. The kernel reports a close before it grants a lease, so after the mark that follows a
 * granted lease nothing about the writers before it can still come.
 */
final class Marks {
    private final Reader reader;
    private Deque<Runnable> asked = new ArrayDeque<>();
    private Deque<Runnable> next = new ArrayDeque<>();
    private long number;
    private boolean waiting;

    Marks(Reader reader) {
        this.reader = reader;
    }

    void after(Runnable action) {
        next.addLast(action);
    }

    /** At the end of each turn, so that one mark answers for all who asked in it. */
    void ask() {
        if (!waiting && !next.isEmpty()) {
            Deque<Runnable> served = asked;
            asked = next;
            next = served;
            waiting = true;
            reader.mark(++number);
        }
    }

    void reached(long reached) {
        if (reached != number) {
            return;
        }
        waiting = false;
        for (Runnable action = asked.pollFirst(); action != null; action = asked.pollFirst()) {
            action.run();
        }
    }
}
