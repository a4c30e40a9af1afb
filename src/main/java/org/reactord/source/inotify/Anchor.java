package org.reactord.source.inotify;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.natives.Inotify;

/** A watch on a directory above a root: says that the way to the root may have changed. */
final class Anchor extends Owner {
    /** That the directory itself went away or elsewhere. */
    static final int SELF = Inotify.IN_DELETE_SELF | Inotify.IN_MOVE_SELF;

    /** Where an anchor is wanted, and what for; compared to see whether the way has changed. */
    record Place(BytePath directory, @Nullable BytePath name, int mask) {
        // Written out, because each root is compared at the start: see WatchedTree.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place that
                    && mask == that.mask
                    && directory.equals(that.directory)
                    && Objects.equals(name, that.name);
        }

        @Override
        public int hashCode() {
            return Objects.hash(directory, name, mask);
        }
    }

    final Tree tree;
    final Place place;
    private final byte @Nullable [] name;

    Anchor(Tree tree, Place place) {
        this.tree = tree;
        this.place = place;
        this.name = place.name() == null ? null : place.name().bytes();
    }

    @Override
    int mask() {
        return place.mask();
    }

    /** True if the event, about this name in the directory or about the directory itself, concerns the way. */
    boolean isMeant(byte[] eventName) {
        return eventName.length == 0 || (name != null && Arrays.equals(name, eventName));
    }
}
