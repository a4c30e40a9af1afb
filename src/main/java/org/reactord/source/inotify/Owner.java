package org.reactord.source.inotify;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to hear what one watch says: a directory of a tree, or an anchor that waits for a root.
 *
 * <p>The kernel keeps one watch for each inode, however many paths and trees lead to it, so its owners form a chain.
 */
abstract class Owner {
    /** Of {@link #wd}: not watched. */
    static final int NONE = -1;

    int wd = NONE;

    /** The next owner of the same watch. */
    @Nullable
    Owner next;

    /** The events that this owner needs; what others asked of the same watch is none of its business. */
    abstract int mask();
}
