package org.reactord.source.inotify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactord.event.FileStamp;
import org.reactord.natives.Directory;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.FileType;
import org.reactord.natives.OpenFlags;
import org.reactord.source.WatchRequest;
import org.reactord.source.inotify.Scan.Frame;

/**
 * Walks: watches a directory first, then lists it, so that what appears meanwhile is heard of or seen.
 *
 * <p>Goes from descriptor to descriptor. Directories that are renamed on the way, or above it, make no difference then.
 */
final class Walker {
    static final int MOST_ATTEMPTS = 8;

    private static final int FLAGS =
            OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK;

    private final Directories directories;
    private final Watches watches;
    private final Looker looker;
    private final Arming arming;
    private final Finds finds;
    private final Directory listing = new Directory();
    private @Nullable Frame listed;
    private int steps;

    Walker(Directories directories, Watches watches, Looker looker, Finds finds) {
        this.directories = directories;
        this.watches = watches;
        this.looker = looker;
        this.arming = new Arming(directories, watches, looker);
        this.finds = finds;
    }

    /** How many names and directories were met so far, in all. */
    int steps() {
        return steps;
    }

    /** Goes on for so many names; true once there is nothing more to do. */
    boolean step(Scan scan, int names) {
        if (!scan.begun && !begin(scan)) {
            return true;
        }
        for (int left = names; left > 0; left--) {
            Frame frame = scan.frames.peek();
            if (frame == null) {
                finds.ended(scan);
                return true;
            }
            steps++;
            if (frame.dir.tree() != scan.tree) {
                pop(scan);
            } else if (frame.files.isDue(frame.listed)) {
                finds.file(scan, frame, frame.files.next());
            } else if (!frame.listed) {
                list(scan, frame);
            } else if (frame.next < frame.below.size()) {
                enterFrom(scan, frame.dir, frame.fd, frame.fresh, frame.below.get(frame.next++));
            } else {
                pop(scan);
            }
        }
        return false;
    }

    private static void pop(Scan scan) {
        Fd.close(scan.frames.pop().fd);
    }

    /** False if it cannot begin: then there is nothing to do, or not yet. */
    private boolean begin(Scan scan) {
        steps++;
        scan.attempts++;
        Dir parent = scan.parent;
        if (parent == null) {
            return beginAtRoot(scan);
        }
        if (parent.tree() != scan.tree) {
            scan.begun = true;
            return false;
        }
        int above = looker.open(parent);
        if (above < 0) {
            scan.begun = above != Looker.STALE;
            return false;
        }
        scan.begun = true;
        enterFrom(scan, parent, above, scan.purpose.is(Scan.Kind.FRESH), scan.name);
        return !scan.frames.isEmpty();
    }

    private boolean beginAtRoot(Scan scan) {
        RootDir root = scan.tree.root;
        scan.begun = true;
        if (root == null) {
            return false;
        }
        int fd = Fd.open(root.path(), FLAGS);
        if (fd < 0 || (root.wd != Owner.NONE && !watches.isOf(root, fd))) {
            if (fd >= 0) {
                Fd.close(fd);
            }
            scan.tree.doubtful = true;
            return false;
        }
        boolean unwatched = root.wd == Owner.NONE;
        arming.watch(scan, root, fd);
        if (tellsOf(scan, unwatched)) {
            finds.root(scan, fd);
        }
        push(scan, root, fd, scan.purpose.is(Scan.Kind.FRESH), unwatched);
        byte[] onlyName = scan.tree.onlyName;
        if (onlyName != null) {
            Frame frame = scan.frames.element();
            frame.listed = true;
            met(scan, frame, onlyName);
        }
        return true;
    }

    private static boolean tellsOf(Scan scan, boolean unwatched) {
        return !scan.purpose.is(Scan.Kind.WATCH) && (unwatched || !scan.purpose.is(Scan.Kind.UNWATCHED));
    }

    private void push(Scan scan, Dir dir, int fd, boolean fresh, boolean unwatched) {
        boolean tells = fresh || !scan.purpose.is(Scan.Kind.UNWATCHED) || unwatched;
        boolean namesChanged = scan.purpose.catchesUp()
                && looker.lookAt(fd) == 0
                && looker.stamp().modified() > scan.purpose.since();
        Frame frame = new Frame(dir, fd, fresh, tells, namesChanged);
        frame.listed = scan.purpose.is(Scan.Kind.WATCH) && hasNothingToWatch(scan, fd);
        scan.frames.push(frame);
        scan.directories++;
        dir.set(Dir.MISSED, false);
        dir.set(Dir.UNREAD, scan.purpose.is(Scan.Kind.WATCH));
        if (scan.purpose.comparing()) {
            for (Dir child = dir.firstChild; child != null; child = child.nextSibling) {
                child.set(Dir.SEEN, false);
            }
        }
    }

    /** Asked once the directory is watched, so that one that comes now is heard of. */
    private boolean hasNothingToWatch(Scan scan, int fd) {
        return !scan.tree.watched.recursive() || (looker.lookAt(fd) == 0 && looker.isLeaf(scan.tree));
    }

    private void list(Scan scan, Frame frame) {
        if (listed != frame) {
            // Another walk had to come first: from the beginning again.
            listed = frame;
            frame.below.clear();
            frame.files.clear();
            Fd.lseek(frame.fd, 0, Fd.SEEK_SET);
            listing.over(frame.fd);
        }
        int answer = listing.next();
        if (answer > 0) {
            entry(scan, frame);
            return;
        }
        frame.listed = true;
        listed = null;
        if (answer < 0) {
            scan.partial = true;
            scan.tree.uneven = true;
        } else if (scan.purpose.comparing()) {
            dropUnseen(scan, frame);
        }
    }

    private void entry(Scan scan, Frame frame) {
        scan.names++;
        FileType type = listing.type();
        if (type == FileType.UNKNOWN && looker.lookAt(frame.fd, listing.name()) == 0) {
            type = looker.type();
        }
        if (type == FileType.DIRECTORY) {
            directory(scan, frame, listing.name());
        } else if (frame.fresh || (frame.tells && scan.purpose.since() != WatchRequest.NOTHING)) {
            file(scan, frame, listing.name());
        }
    }

    /** Of a tree of one directory, a spool as a rule, files are told in the order in which they arrived. */
    private void file(Scan scan, Frame frame, byte[] name) {
        if (scan.tree.watched.recursive() || scan.purpose.is(Scan.Kind.POLL)) {
            finds.file(scan, frame, name);
        } else if (looker.lookAt(frame.fd, name) == 0 && !scan.isOld(frame, looker.changed())) {
            frame.files.add(name, looker.changed());
        }
    }

    private void met(Scan scan, Frame frame, byte[] name) {
        if (scan.purpose.since() != WatchRequest.NOTHING && looker.lookAt(frame.fd, name) == 0) {
            finds.file(scan, frame, name);
        }
    }

    private void directory(Scan scan, Frame frame, byte[] name) {
        if (scan.tree.looksInto(frame.dir, name)) {
            frame.below.add(name);
            if (scan.purpose.comparing()) {
                Dir child = directories.find(frame.dir, name);
                if (child != null) {
                    child.set(Dir.SEEN, true);
                }
            }
        } else if (frame.tells) {
            finds.directory(scan, frame.dir, frame.fd, name, frame.fresh);
        }
    }

    private void enterFrom(Scan scan, Dir parent, int above, boolean fresh, byte[] name) {
        int fd = Fd.openAt(above, name, FLAGS | OpenFlags.O_NOFOLLOW);
        if (fd == -Errno.ENOENT || fd == -Errno.ENOTDIR || fd == -Errno.ELOOP) {
            return;
        }
        Dir known = directories.find(parent, name);
        if (known == null && isToldByAnEvent(scan, parent)) {
            Fd.close(fd);
            return;
        }
        Dir dir = known == null ? directories.add(parent, name) : known;
        boolean unwatched = dir.wd == Owner.NONE;
        if (fd < 0) {
            arming.refused(scan, dir, fd);
            return;
        }
        boolean replaced = arming.watch(scan, dir, fd);
        if (known == null) {
            arming.settleTwin(dir, scan.tree);
        }
        boolean freshHere = fresh
                || ((known == null || replaced) && scan.purpose.comparing())
                || (scan.purpose.catchesUp() && mayHaveMoved(scan, fd));
        if (tellsOf(scan, unwatched) && !scan.frames.isEmpty()) {
            finds.directory(scan, parent, above, name, freshHere && known == null);
        }
        push(scan, dir, fd, freshHere, unwatched);
    }

    /**
     * A rename changes the ctime of a directory and of nothing in it, so what is in one that may have come by a rename is
     * all told. If its own times say that names have changed in it as well, the directory above decides: without a new
     * name there, nothing has come.
     */
    private boolean mayHaveMoved(Scan scan, int fd) {
        Frame above = scan.frames.peek();
        if (above == null || looker.lookAt(fd) < 0) {
            return false;
        }
        FileStamp stamp = looker.stamp();
        boolean touched = stamp.changed() > scan.purpose.since();
        return touched && (above.namesChanged || stamp.modified() <= scan.purpose.since());
    }

    /** When what was there at the start is told, a directory that is not known has come since, and was heard coming. */
    private static boolean isToldByAnEvent(Scan scan, Dir parent) {
        return scan.purpose.is(Scan.Kind.START) && parent.wd != Owner.NONE;
    }

    /** Directories that are known and were not listed are gone, unless they came while the list was made. */
    private void dropUnseen(Scan scan, Frame frame) {
        List<Dir> gone = new ArrayList<>();
        for (Dir child = frame.dir.firstChild; child != null; child = child.nextSibling) {
            if (!child.is(Dir.SEEN) && looker.lookAt(frame.fd, child.name) == -Errno.ENOENT) {
                gone.add(child);
            }
        }
        for (Dir child : gone) {
            looker.forget(child);
            directories.drop(child, scan.tree);
            finds.gone(scan, frame.dir, child.name);
        }
    }

    void close() {
        listing.close();
    }
}
