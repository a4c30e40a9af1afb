package org.reactord.source;

import org.reactord.event.WatchedTree;

/**
 * A tree to watch, and how much of what is there already shall be told.
 *
 * @param since nanoseconds since the epoch: files with a later ctime are told; {@link #ALL} tells every complete file,
 *     {@link #NOTHING} none
 * @param creations whether somebody wants to know of files that have appeared and may still be written; a source need not
 *     tell of them otherwise
 */
public record WatchRequest(WatchedTree tree, long since, boolean creations) {
    public static final long ALL = Long.MIN_VALUE;
    public static final long NOTHING = Long.MAX_VALUE;
}
