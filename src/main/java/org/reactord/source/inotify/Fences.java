package org.reactord.source.inotify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.reactord.natives.Clocks;

/** Answers until when everything has been told, once all that had happened when the question came has been heard. */
final class Fences {
    /** A question, and the instant at which it came. */
    private record Fence(List<Tree> trees, long asked, LongConsumer answer) {}

    private final Pendings pendings;
    private final Moves moves;
    private final Scans scans;
    private final Marks marks;
    private final List<Fence> reached = new ArrayList<>();

    Fences(Pendings pendings, Moves moves, Scans scans, Marks marks) {
        this.pendings = pendings;
        this.moves = moves;
        this.scans = scans;
        this.marks = marks;
    }

    void ask(List<Tree> trees, LongConsumer answer) {
        Fence fence = new Fence(trees, Clocks.stamping(), answer);
        marks.after(() -> reached.add(fence));
    }

    /** At the end of each turn: answers what can be answered now. */
    void answer() {
        for (int i = reached.size() - 1; i >= 0; i--) {
            Fence fence = reached.get(i);
            if (fence.trees().stream().noneMatch(this::isRestless)) {
                reached.remove(i);
                fence.answer().accept(until(fence));
            }
        }
    }

    /** Something is about to be told that has no time of its own. It ends by itself, and with a turn. */
    private boolean isRestless(Tree tree) {
        return !tree.dropped
                && (tree.lost != null || scans.isWalkingIn(tree) || moves.isUnderWay(tree) || pendings.freshSize() > 0);
    }

    private long until(Fence fence) {
        long until = fence.asked();
        for (Tree tree : fence.trees()) {
            until = Math.min(until, pendings.untoldSince(tree, until));
            if (tree.uneven || tree.dropped) {
                return Long.MIN_VALUE;
            }
            boolean comparedOnly = tree.limited > 0 || tree.denied > 0 || !tree.polled.isEmpty();
            until = comparedOnly ? Math.min(until, Math.max(tree.comparedAt, tree.armedAt)) : until;
        }
        return until;
    }
}
