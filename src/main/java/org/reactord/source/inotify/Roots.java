package org.reactord.source.inotify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.natives.Clocks;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.OpenFlags;
import org.reactord.natives.Stat;
import org.reactord.source.WatchRequest;
import org.reactord.source.inotify.Anchor.Place;

/**
 * Keeps each tree on what its root is now: a directory, a single file, or nothing, waited for through the directories
 * above it. A root that is a symbolic link to a directory is followed; links below a root are not.
 */
final class Roots {
    private static final int FLAGS = OpenFlags.O_PATH | OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC;
    private static final int MOST_LOOKS = 8;

    private final Directories directories;
    private final Watches watches;
    private final Scans scans;
    private final Looker looker;
    private final Mounted mounted;
    private final Stat stat;

    Roots(Directories directories, Watches watches, Scans scans, Looker looker, Mounted mounted, Stat stat) {
        this.directories = directories;
        this.watches = watches;
        this.scans = scans;
        this.looker = looker;
        this.mounted = mounted;
        this.stat = stat;
    }

    /**
     * New trees: watches what is there, and begins to tell of it what was asked for. All roots come before what is below
     * one of them, so that a tree with more directories than may be watched leaves the others their watches.
     */
    void begin(List<Tree> trees) {
        List<Tree> there = trees.stream().filter(this::adopt).toList();
        there.forEach(tree -> scans.walkNow(tree, Scan.Purpose.WATCH));
        for (Tree tree : there) {
            if (tree.since != WatchRequest.NOTHING) {
                scans.walk(tree, Scan.Purpose.start(tree.since));
            }
        }
    }

    /** Looks whether the way to a root still leads where it did. */
    void examine(Tree tree) {
        tree.doubtful = false;
        if (adopt(tree)) {
            scans.forget(tree);
            scans.walk(tree, Scan.Purpose.FRESH);
        }
    }

    /** True if there is something to watch that was not watched before. */
    private boolean adopt(Tree tree) {
        Way way = settledWay(tree);
        tree.sure = tree.sure && way.sure();
        return switch (way.end()) {
            case DIRECTORY -> directory(tree);
            case FILE -> file(tree);
            case NOTHING -> {
                nothing(tree, way.detail());
                yield false;
            }
        };
    }

    /** Watches the way, and looks again, until it has been watched before it was looked at. */
    private Way settledWay(Tree tree) {
        BytePath root = tree.watched.root();
        Way way = Way.to(root, stat);
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            tree.sure = true;
            place(tree, way.places());
            Way again = Way.to(root, stat);
            if (again.equals(way)) {
                return way;
            }
            way = again;
        }
        tree.sure = false;
        return way;
    }

    private void place(Tree tree, List<Place> places) {
        tree.anchors.removeIf(anchor -> {
            boolean unneeded = !places.contains(anchor.place);
            if (unneeded) {
                watches.release(anchor);
            }
            return unneeded;
        });
        for (Place place : places) {
            Anchor anchor = anchorAt(tree, place);
            int fd = Fd.open(place.directory().bytes(), FLAGS);
            int answer = fd < 0 ? fd : watches.attach(anchor, fd);
            if (fd >= 0) {
                Fd.close(fd);
            }
            tree.sure &= answer == 0;
        }
    }

    private static Anchor anchorAt(Tree tree, Place place) {
        for (Anchor anchor : tree.anchors) {
            if (anchor.place.equals(place)) {
                return anchor;
            }
        }
        Anchor anchor = new Anchor(tree, place);
        tree.anchors.add(anchor);
        return anchor;
    }

    private boolean directory(Tree tree) {
        if (tree.onlyName != null) {
            drop(tree);
        }
        return watchAt(tree, tree.watched.root(), null);
    }

    private boolean file(Tree tree) {
        if (tree.watched.directoryOnly()) {
            nothing(tree, tree.watched.root() + " is a file, not a directory");
            return false;
        }
        BytePath root = tree.watched.root();
        return watchAt(tree, root.parent().orElse(BytePath.ROOT), root.name().bytes());
    }

    private boolean watchAt(Tree tree, BytePath path, byte @Nullable [] onlyName) {
        int fd = Fd.open(path.bytes(), FLAGS);
        if (fd < 0) {
            nothing(tree, path + ": " + Errno.message(fd));
            tree.doubtful = fd == -Errno.ENOENT;
            tree.sure &= fd == -Errno.ENOENT;
            return false;
        }
        try {
            tree.waiting = "";
            if (isStill(tree, fd)) {
                return false;
            }
            drop(tree);
            RootDir root = directories.root(tree, path.bytes());
            tree.root = root;
            tree.onlyName = onlyName;
            tree.armedAt = Clocks.stamping();
            mounted.settleOn(tree, fd);
            refusal(tree, root, directories.watch(root, tree, fd));
            return true;
        } finally {
            Fd.close(fd);
        }
    }

    private boolean isStill(Tree tree, int fd) {
        RootDir root = tree.root;
        if (root == null) {
            return false;
        }
        boolean refused = root.is(Dir.LIMITED) || root.is(Dir.DENIED);
        return refused || (root.wd != Owner.NONE && watches.isOf(root, fd));
    }

    private void refusal(Tree tree, RootDir root, int answer) {
        if (answer == -Errno.EACCES) {
            directories.denied(root, tree, true);
        } else if (answer < 0) {
            directories.limited(root, tree, true);
        }
    }

    private void nothing(Tree tree, String detail) {
        boolean sameDirectory = tree.onlyName != null && stillWatchesParent(tree);
        if (!sameDirectory) {
            drop(tree);
        }
        tree.waiting = detail;
    }

    /** A single file may come and go; its directory goes on telling of it. */
    private boolean stillWatchesParent(Tree tree) {
        RootDir root = tree.root;
        return root != null && looker.open(root) >= 0;
    }

    /** Forgets all that is watched for a tree but the way to it. */
    void drop(Tree tree) {
        scans.forget(tree);
        RootDir root = tree.root;
        if (root != null) {
            looker.release();
            directories.drop(root, tree);
            tree.root = null;
        }
        tree.onlyName = null;
    }

    /** Nobody wants the tree any more. */
    void end(Tree tree) {
        drop(tree);
        tree.anchors.forEach(watches::release);
        tree.anchors.clear();
        tree.dropped = true;
    }
}
