package org.reactord.source.inotify;

import java.util.Arrays;

/**
 * A name that became another one of the same tree.
 *
 * <p>Two names that change places ({@code RENAME_EXCHANGE}) are for the kernel one that moves to the other and back, so
 * the second rename is the way back of the first; what is then at the other name tells it from a real way back.
 */
final class Rename {
    private final Dir fromDir;
    private final byte[] from;
    private final Dir toDir;
    private final byte[] to;

    Rename(Dir fromDir, byte[] from, Dir toDir, byte[] to) {
        this.fromDir = fromDir;
        this.from = from;
        this.toDir = toDir;
        this.to = to;
    }

    boolean isWayBackOf(Rename other) {
        return fromDir == other.toDir
                && toDir == other.fromDir
                && Arrays.equals(from, other.to)
                && Arrays.equals(to, other.from);
    }
}
