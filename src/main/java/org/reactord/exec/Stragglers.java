package org.reactord.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Groups whose leader has ended and left members behind: a command has ended when its process group has. What is about to
 * end anyway, as {@code tee} at the end of a pipe, is left the time to, and its pipes; then they are asked to end, and made
 * to if they have not after a grace. Nobody waits for them.
 */
final class Stragglers {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    /** The same as between TERM and KILL of a timeout. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(10);

    private static final int FOR_EVER = -1;

    private record Straggler(Child leader, boolean asked, long due) {
        Group group() {
            return leader.group();
        }
    }

    private final Queue<Straggler> byDeadline =
            new PriorityQueue<>((one, other) -> Long.signum(one.due() - other.due()));

    /** Those whose control groups can be removed once they have died, which a killed process does in its own time. */
    private final List<Group> killed = new ArrayList<>();

    /** Sees to what a leader leaves that has been waited for; its streams are closed here, now or later. */
    void leftBy(Child leader, long now) {
        if (leader.group().outlivesLeader()) {
            byDeadline.add(new Straggler(leader, false, now + PATIENCE));
        } else {
            leader.close();
        }
    }

    /** How long poll(2) may wait: for ever, unless somebody is left whose time runs. */
    int pollTimeout(long now) {
        Straggler first = byDeadline.peek();
        if (first == null) {
            return FOR_EVER;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(first.due() - now) + 1;
        return (int) Math.max(0, millis);
    }

    /** Asks, or ends, those whose time is over. */
    void urgeOverdue(long now) {
        killed.removeIf(group -> !group.outlivesLeader());
        for (Straggler first = byDeadline.peek(); first != null && first.due() - now <= 0; first = byDeadline.peek()) {
            byDeadline.remove();
            urge(first, now);
        }
    }

    private void urge(Straggler straggler, long now) {
        Group group = straggler.group();
        if (group.outlivesLeader() && !straggler.asked()) {
            group.term();
            byDeadline.add(new Straggler(straggler.leader(), true, now + GRACE));
            return;
        }
        if (group.outlivesLeader()) {
            group.kill();
            killed.add(group);
        }
        straggler.leader().close();
    }

    /** Ends all of them now. */
    void killAll() {
        for (Straggler straggler : byDeadline) {
            if (straggler.group().outlivesLeader()) {
                straggler.group().kill();
            }
            straggler.leader().close();
        }
        byDeadline.clear();
    }
}
