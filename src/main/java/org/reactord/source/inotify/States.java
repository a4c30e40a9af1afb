package org.reactord.source.inotify;

import java.util.Collection;
import java.util.Objects;
import org.reactord.event.BytePath;
import org.reactord.source.EventSink;
import org.reactord.source.RootState;
import org.reactord.source.RootState.Kind;

/** Says how well each tree is being watched, whenever that has changed. */
final class States {
    private final EventSink sink;
    private final Kernel kernel;
    private final Pace pace;

    States(EventSink sink, Kernel kernel, Pace pace) {
        this.sink = sink;
        this.kernel = kernel;
        this.pace = pace;
    }

    void tell(Collection<Tree> trees) {
        for (Tree tree : trees) {
            RootState told = tree.told;
            if (told != null && told.watches() == tree.watches && tree.isSteady()) {
                continue;
            }
            RootState state = of(tree, trees);
            if (!Objects.equals(state, told)) {
                tree.told = state;
                sink.rootChanged(state);
            }
            tree.remember();
        }
    }

    private RootState of(Tree tree, Collection<Tree> trees) {
        if (!tree.waiting.isEmpty()) {
            return state(tree, Kind.WAITING, tree.waiting);
        }
        if (tree.limited > 0) {
            return state(tree, Kind.DEGRADED, limit(tree, trees));
        }
        if (tree.denied > 0) {
            return state(tree, Kind.DEGRADED, denial(tree));
        }
        if (!tree.polled.isEmpty()) {
            return state(
                    tree, Kind.POLLING, tree.polled + " every " + pace.poll().toSeconds() + "s");
        }
        return state(tree, Kind.WATCHED, "");
    }

    private static RootState state(Tree tree, Kind kind, String detail) {
        return new RootState(tree.watched, kind, detail, tree.watches, tree.progress);
    }

    private String limit(Tree tree, Collection<Tree> trees) {
        String instead = "; " + (tree.limited == 1 ? "1 directory is" : tree.limited + " directories are")
                + " compared every " + pace.retry().toSeconds() + "s instead";
        if (!kernel.isOpen()) {
            return Kernel.limit(Kernel.MAX_INSTANCES) + ", and all are in use; at least one more is needed" + instead;
        }
        int needed = trees.stream()
                .mapToInt(each -> each.watches + each.limited + each.anchors.size())
                .sum();
        return Kernel.limit(Kernel.MAX_WATCHES) + ", about " + needed + " are needed" + instead;
    }

    private static String denial(Tree tree) {
        Dir example = tree.deniedExample;
        String where = example == null || example.tree() != tree
                ? "a directory"
                : BytePath.of(example.path()).display();
        String more = tree.denied > 1 ? " (and " + (tree.denied - 1) + " more)" : "";
        return where + more + ": permission denied";
    }
}
