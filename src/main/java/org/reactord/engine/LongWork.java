package org.reactord.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.reactord.event.WatchedTree;
import org.reactord.source.Progress;
import org.reactord.source.RootState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs work on a tree that takes long: once it has turned out to, then whenever twice as much has been met, and its end.
 * Confined to the loop thread.
 */
final class LongWork {
    private static final Logger LOG = LoggerFactory.getLogger(LongWork.class);

    private final Map<WatchedTree, Long> logged = new HashMap<>();

    void changed(RootState state) {
        WatchedTree tree = state.tree();
        if (state.progress().isPresent()) {
            Progress progress = state.progress().get();
            long met = progress.directories() + progress.names();
            Long before = logged.get(tree);
            // Of the next work on the same tree less has been met.
            if (before == null || met >= 2 * before || met < before) {
                logged.put(tree, met);
                LOG.info("{}: {}", tree.root(), progress.describe());
            }
        } else if (logged.remove(tree) != null) {
            LOG.info("{}: that is done", tree.root());
        }
    }

    /** Nobody watches other trees any more. */
    void retain(Set<WatchedTree> trees) {
        logged.keySet().retainAll(trees);
    }
}
