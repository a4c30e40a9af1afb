package org.reactord.event;

import java.util.Optional;

/**
 * Something happened to a name in a watched tree.
 *
 * @param tree the tree that it was seen in
 * @param path the absolute path, below the tree's root (or the root itself, where that is a file)
 * @param from the absolute path that a {@link Change#MOVED} name had before, in the same tree
 * @param stamp the state of the file when it was looked at; empty if it could not be looked at
 */
public record FileEvent(
        WatchedTree tree,
        BytePath path,
        Change change,
        FileKind kind,
        Optional<BytePath> from,
        Optional<FileStamp> stamp,
        Cause cause)
        implements Event {

    /** The path below the tree's root; the bare name where the root is the file itself. */
    public BytePath relative() {
        return path.below(tree.root()).orElseGet(path::name);
    }

    /** The index of the byte from which on {@link #path} is {@link #relative()}. */
    public int relativeAt() {
        return path.indexBelow(tree.root());
    }

    /** The same, as seen in another tree of the same root. */
    public FileEvent in(WatchedTree other) {
        return new FileEvent(other, path, change, kind, from, stamp, cause);
    }

    /** The same, told for another reason. */
    public FileEvent because(Cause other) {
        return new FileEvent(tree, path, change, kind, from, stamp, other);
    }

    @Override
    public String describe() {
        String moved = from.map(old -> " from " + old).orElse("");
        return path + " " + change.word() + moved;
    }
}
