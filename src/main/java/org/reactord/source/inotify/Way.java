package org.reactord.source.inotify;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.natives.Errno;
import org.reactord.natives.FileType;
import org.reactord.natives.Inotify;
import org.reactord.natives.Stat;
import org.reactord.source.inotify.Anchor.Place;

/**
 * The way to a root, as it is now: what is at its end, and which directories on it have to be watched to hear when that
 * changes. path_resolution(7).
 *
 * @param sure whether every change of the way makes an event in one of the places
 */
record Way(End end, List<Place> places, String detail, boolean sure) {
    // Written out, because each root is compared at the start: see WatchedTree.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Way that
                && end == that.end
                && sure == that.sure
                && places.equals(that.places)
                && detail.equals(that.detail);
    }

    @Override
    public int hashCode() {
        return Objects.hash(end, places, detail, sure);
    }

    /** What the way leads to. */
    enum End {
        DIRECTORY,
        FILE,
        NOTHING
    }

    private static final int APPEARS = Inotify.IN_CREATE | Inotify.IN_MOVED_TO;
    private static final int VANISHES = Inotify.IN_DELETE | Inotify.IN_MOVED_FROM;

    /** Goes it. */
    static Way to(BytePath root, Stat stat) {
        return new Walk(stat).to(root);
    }

    /** One going. */
    private static final class Walk {
        private final Stat stat;
        private final List<Place> places = new ArrayList<>();
        private boolean sure = true;

        Walk(Stat stat) {
            this.stat = stat;
        }

        Way to(BytePath root) {
            BytePath above = BytePath.ROOT;
            for (BytePath here : prefixes(root)) {
                int answer = stat.lstat(here.bytes());
                if (answer < 0) {
                    return blocked(above, here, answer);
                }
                boolean last = here.length() == root.length();
                boolean link = stat.type() == FileType.SYMLINK;
                if (link) {
                    add(above, here, APPEARS | VANISHES);
                    answer = stat.stat(here.bytes());
                    if (answer < 0) {
                        sure = false;
                        return nothing(here + " is a symbolic link that leads to nothing: " + Errno.message(answer));
                    }
                }
                if (stat.type() != FileType.DIRECTORY) {
                    add(above, here, APPEARS | VANISHES);
                    return last && stat.type() == FileType.REGULAR
                            ? end(End.FILE)
                            : nothing(here + " is not a directory");
                }
                // An inode that somebody holds is not deleted with its last name, so the name is listened to.
                add(above, last ? here : null, last ? Inotify.IN_DELETE : 0);
                above = here;
            }
            return end(End.DIRECTORY);
        }

        private static List<BytePath> prefixes(BytePath root) {
            List<BytePath> prefixes = new ArrayList<>();
            for (BytePath each = root; each.length() > 1; each = each.parent().orElse(BytePath.ROOT)) {
                prefixes.add(0, each);
            }
            return prefixes;
        }

        private void add(BytePath directory, @Nullable BytePath entry, int mask) {
            if (entry != null || directory.length() > 1) {
                places.add(new Place(directory, entry == null ? null : entry.name(), mask | Anchor.SELF));
            }
        }

        private Way blocked(BytePath above, BytePath here, int answer) {
            add(above, here, APPEARS);
            if (answer == -Errno.ENOENT) {
                return nothing(here + " does not exist");
            }
            sure = false;
            return nothing(here + ": " + Errno.message(answer));
        }

        private Way nothing(String detail) {
            return new Way(End.NOTHING, List.copyOf(places), detail, sure);
        }

        private Way end(End end) {
            return new Way(end, List.copyOf(places), "", sure);
        }
    }
}
