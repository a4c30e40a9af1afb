package org.reactord.source;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.event.WatchedTree;

/**
 * How well a tree is being watched.
 *
 * @param detail why it is not simply watched, in words that follow the state and a colon; empty if it is
 * @param watches how many registrations with the kernel it holds
 * @param progress how far a walk over it has come that has been under way for longer than a moment
 */
public record RootState(WatchedTree tree, Kind kind, String detail, int watches, Optional<Progress> progress) {
    /** From fine to worst. */
    public enum Kind {
        WATCHED,
        /** Watched by looking at intervals, because the file system reports nothing. */
        POLLING,
        /** Not there yet, or not any more; found when it comes. */
        WAITING,
        /** Part of it cannot be watched and is compared now and then instead. */
        DEGRADED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Nothing long is under way. */
    public RootState(WatchedTree tree, Kind kind, String detail, int watches) {
        this(tree, kind, detail, watches, Optional.empty());
    }

    // Written out, because each root is compared at the start: see WatchedTree.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RootState that
                && kind == that.kind
                && watches == that.watches
                && tree.equals(that.tree)
                && detail.equals(that.detail)
                && progress.equals(that.progress);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tree, kind, detail, watches, progress);
    }

    /** The same, at another point of the way. */
    public RootState with(Optional<Progress> other) {
        return new RootState(tree, kind, detail, watches, other);
    }
}
