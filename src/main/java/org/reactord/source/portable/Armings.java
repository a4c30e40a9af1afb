package org.reactord.source.portable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who waits to hear that the trees of a request are watched, waited for, or known to be impossible.
 *
 * <p>Of the thread {@code source:portable}.
 */
final class Armings {
    private record Arming(List<Tree> trees, Runnable armed) {}

    private final List<Arming> waiting = new ArrayList<>();

    void add(List<Tree> trees, Runnable armed) {
        waiting.add(new Arming(trees, armed));
    }

    /** Answers everybody whose trees all have a state; one that was dropped before it had is waited for by nobody. */
    void answer(Predicate<Tree> isCurrent) {
        waiting.removeIf(arming -> {
            boolean ready = arming.trees().stream().noneMatch(tree -> tree.told == null && isCurrent.test(tree));
            if (ready) {
                arming.armed().run();
            }
            return ready;
        });
    }
}
