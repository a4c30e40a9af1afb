package org.reactord.exec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Groups whose leader has ended and left members behind: a command has ended when its process group has, so they are
 * asked to end, and made to if they have not after a grace. Nobody waits for them.
 */
final class Stragglers {
    /** The same as between TERM and KILL of a timeout. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(10);

    private static final int FOR_EVER = -1;

    private record Straggler(Group group, long killAt) {}

    private final Deque<Straggler> byDeadline = new ArrayDeque<>();

    /** Sees to the group of a leader that has been waited for. */
    void leftBy(Group group, long now) {
        if (group.outlivesLeader()) {
            group.term();
            byDeadline.addLast(new Straggler(group, now + GRACE));
        }
    }

    /** How long poll(2) may wait: for ever, unless somebody is left whose grace runs. */
    int pollTimeout(long now) {
        byDeadline.removeIf(straggler -> !straggler.group().outlivesLeader());
        Straggler first = byDeadline.peekFirst();
        if (first == null) {
            return FOR_EVER;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(first.killAt() - now) + 1;
        return (int) Math.max(0, millis);
    }

    /** Ends those whose grace is over. */
    void killOverdue(long now) {
        Straggler first = byDeadline.peekFirst();
        while (first != null && first.killAt() - now <= 0) {
            killRemoved(byDeadline.removeFirst());
            first = byDeadline.peekFirst();
        }
    }

    /** Ends all of them now. */
    void killAll() {
        while (!byDeadline.isEmpty()) {
            killRemoved(byDeadline.removeFirst());
        }
    }

    private static void killRemoved(Straggler straggler) {
        if (straggler.group().outlivesLeader()) {
            straggler.group().kill();
        }
    }
}
