package org.reactord.source.portable;

import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.WatchedTree;

/** Which names a tree is about, and which directories it looks into. Immutable, for every thread. */
record Reach(WatchedTree tree) {
    /** True if what happens to this name belongs to the tree; the root itself does not. */
    boolean covers(BytePath path) {
        Optional<BytePath> relative = path.below(tree.root());
        if (relative.isEmpty()) {
            return false;
        }
        Optional<BytePath> directory = relative.get().parent();
        return directory.isEmpty() || enters(directory.get());
    }

    /** True if the names in this directory, the root or one below it, belong to the tree. */
    boolean looksInto(BytePath directory) {
        return directory.equals(tree.root())
                || directory.below(tree.root()).map(this::enters).orElse(false);
    }

    private boolean enters(BytePath relative) {
        if (!tree.recursive()) {
            return false;
        }
        for (Optional<BytePath> each = Optional.of(relative);
                each.isPresent();
                each = each.get().parent()) {
            if (tree.prunes(each.get())) {
                return false;
            }
        }
        return true;
    }
}
