package org.reactord.source.inotify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.natives.Clocks;

/**
 * Compares trees on file systems that others may change with how they were the time before. The only thing in this
 * package that wakes without cause, and only where there is such a tree.
 */
final class Polling {
    /** How a name was when it was last seen, and in which comparison that was. */
    private static final class Seen {
        FileStamp stamp;
        int round;

        Seen(FileStamp stamp, int round) {
            this.stamp = stamp;
            this.round = round;
        }
    }

    /** What was seen of a tree, under one root. */
    static final class Snapshot {
        private final Map<BytePath, Seen> names = new HashMap<>();
        private final RootDir root;
        private int round;

        Snapshot(RootDir root) {
            this.root = root;
        }

        void forget(BytePath path) {
            names.remove(path);
        }
    }

    /** What a look at a name is, compared with the one before. */
    enum Difference {
        /** It is as it was, or looked at for the first time of all. */
        NONE,
        NEW,
        CHANGED
    }

    private final Scans scans;
    private final Teller teller;
    private final Timers timers;
    private final Pace pace;

    Polling(Scans scans, Teller teller, Timers timers, Pace pace) {
        this.scans = scans;
        this.teller = teller;
        this.timers = timers;
        this.pace = pace;
    }

    /** Begins to compare the trees that need it. */
    void arrange(Collection<Tree> trees) {
        for (Tree tree : trees) {
            RootDir root = tree.root;
            if (tree.polled.isEmpty() || root == null) {
                tree.snapshot = null;
            } else if (tree.snapshot == null || tree.snapshot.root != root) {
                tree.snapshot = new Snapshot(root);
                tree.comparedAt = Clocks.stamping();
                scans.walk(tree, Scan.Purpose.POLL);
            } else if (tree.poll == null) {
                tree.poll = timers.in(pace.poll(), () -> again(tree));
            }
        }
    }

    private void again(Tree tree) {
        tree.poll = null;
        if (tree.snapshot != null && !tree.dropped && !scans.isWalking(tree)) {
            tree.comparedAt = Clocks.stamping();
            scans.walk(tree, Scan.Purpose.POLL);
        }
    }

    static Difference compare(Tree tree, BytePath path, FileStamp stamp) {
        Snapshot snapshot = tree.snapshot;
        if (snapshot == null) {
            return Difference.NONE;
        }
        Seen seen = snapshot.names.get(path);
        if (seen == null) {
            snapshot.names.put(path, new Seen(stamp, snapshot.round));
            return snapshot.round == 0 ? Difference.NONE : Difference.NEW;
        }
        boolean same = isSame(seen.stamp, stamp);
        seen.stamp = stamp;
        seen.round = snapshot.round;
        return same ? Difference.NONE : Difference.CHANGED;
    }

    /** Inode numbers are made up anew by some of these file systems. */
    private static boolean isSame(FileStamp one, FileStamp other) {
        return one.size() == other.size() && one.modified() == other.modified() && one.changed() == other.changed();
    }

    /** A comparison has ended; what it did not meet is gone. */
    void compared(Tree tree, boolean wholly) {
        Snapshot snapshot = tree.snapshot;
        if (snapshot == null || snapshot.root != tree.root) {
            return;
        }
        if (wholly) {
            tellGone(tree, snapshot);
        }
        snapshot.round++;
    }

    private void tellGone(Tree tree, Snapshot snapshot) {
        List<BytePath> gone = new ArrayList<>();
        snapshot.names.forEach((path, seen) -> {
            if (seen.round != snapshot.round) {
                gone.add(path);
            }
        });
        for (BytePath path : gone) {
            snapshot.names.remove(path);
            teller.tell(tree, path, Change.DELETED, FileKind.UNKNOWN, null, null, Cause.EVENT, true);
        }
    }
}
