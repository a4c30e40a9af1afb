package org.reactord.source.inotify;

import java.util.ArrayDeque;
import java.util.Deque;
import org.reactord.event.Cause;

/** The walks that are to be made, one after the other, a bit in each turn. */
final class Scans {
    /** How many names are met in one turn. */
    private static final int STEP = 512;

    /** A walk pauses while so many of its files wait to be told. */
    private static final int MOST_SETTLING = 512;

    /** With more walks than this to make, no events are taken before some have been made. */
    private static final int CROWD = 1024;

    private final Walker walker;
    private final Completeness completeness;
    private final Marks marks;
    private final Teller teller;
    private final Headway headway;
    private final Deque<Scan> queue = new ArrayDeque<>();

    Scans(Walker walker, Completeness completeness, Marks marks, Teller teller, Headway headway) {
        this.walker = walker;
        this.completeness = completeness;
        this.marks = marks;
        this.teller = teller;
        this.headway = headway;
    }

    /** A directory has appeared in a tree, or one of which something was missed has come back. */
    void arrived(Tree tree, Dir parent, byte[] name, boolean fresh) {
        Scan.Purpose purpose = fresh ? Scan.Purpose.FRESH : Scan.Purpose.compare(Cause.EVENT, teller.handledUntil());
        queue.addLast(new Scan(tree, purpose, parent, name));
    }

    /** Walks over the whole tree when its turn comes. */
    void walk(Tree tree, Scan.Purpose purpose) {
        queue.addLast(new Scan(tree, purpose, null, new byte[0]));
    }

    /** Walks over the whole tree now. */
    void walkNow(Tree tree, Scan.Purpose purpose) {
        Scan scan = new Scan(tree, purpose, null, new byte[0]);
        while (!walker.step(scan, STEP)) {
            headway.made(scan);
        }
        headway.over(tree);
    }

    boolean canGoOn() {
        return !queue.isEmpty() && completeness.settling() < MOST_SETTLING;
    }

    boolean isCrowded() {
        return canGoOn() && queue.size() > CROWD;
    }

    void step() {
        for (int left = STEP; left > 0 && canGoOn(); ) {
            Scan scan = queue.getFirst();
            int before = walker.steps();
            boolean done = walker.step(scan, left);
            left -= Math.max(1, walker.steps() - before);
            if (!done) {
                headway.made(scan);
            } else {
                queue.removeFirst();
                headway.over(scan.tree);
                if (scan.begun) {
                    continue;
                }
                again(scan);
            }
        }
    }

    /** The way to where it begins is out of date: an event says so soon. */
    private void again(Scan scan) {
        if (scan.attempts < Walker.MOST_ATTEMPTS) {
            marks.after(() -> queue.addLast(scan));
        } else {
            scan.tree.uneven = true;
        }
    }

    /** Ends all walks over a tree. */
    void forget(Tree tree) {
        queue.removeIf(scan -> {
            boolean meant = scan.tree == tree;
            if (meant) {
                scan.close();
            }
            return meant;
        });
        headway.over(tree);
    }

    boolean isWalking(Tree tree) {
        return queue.stream().anyMatch(scan -> scan.tree == tree && scan.parent == null);
    }

    /** True if something of a tree is still to be walked over. */
    boolean isWalkingIn(Tree tree) {
        return queue.stream().anyMatch(scan -> scan.tree == tree);
    }

    void close() {
        queue.forEach(Scan::close);
        queue.clear();
    }
}
