package org.reactord.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory that some rule wants to hear about, and how far down.
 *
 * <p>A value: two rules that ask for equal trees share one, and an event names the tree that it was seen in, so rules
 * that reach one directory by two paths each get their own path.
 *
 * @param root absolute; a directory, or a single file (then only that name in its directory counts)
 * @param recursive whether directories below the root belong to it
 * @param directoryOnly whether a single file cannot be the root: then one that has taken its name is waited to go
 * @param pruned directories that are never looked into, as {@code ignore: dir/} says
 */
public record WatchedTree(BytePath root, boolean recursive, boolean directoryOnly, List<Glob> pruned) {
    public WatchedTree {
        if (!root.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: " + root);
        }
        pruned = List.copyOf(pruned);
    }

    /** A tree whose root may be a single file, unless directories below it are wanted. */
    public WatchedTree(BytePath root, boolean recursive, List<Glob> pruned) {
        this(root, recursive, recursive, pruned);
    }

    /** True if the directory {@code relative}, a path below the root, is not to be looked into. */
    public boolean prunes(BytePath relative) {
        for (Glob glob : pruned) {
            if (glob.matches(relative)) {
                return true;
            }
        }
        return false;
    }

    // Looked up for every event: the root tells nearly all, and a list would be walked with an object of its own. What
    // the
    // compiler makes for a record is put together at run time, too: milliseconds at each start, which no archive keeps.

    @Override
    public int hashCode() {
        return root.hashCode() * 31 + Boolean.hashCode(recursive);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof WatchedTree tree
                        && recursive == tree.recursive
                        && directoryOnly == tree.directoryOnly
                        && root.equals(tree.root)
                        && prunesTheSame(tree));
    }

    private boolean prunesTheSame(WatchedTree other) {
        if (pruned.size() != other.pruned.size()) {
            return false;
        }
        for (int i = 0; i < pruned.size(); i++) {
            if (!pruned.get(i).equals(other.pruned.get(i))) {
                return false;
            }
        }
        return true;
    }
}
