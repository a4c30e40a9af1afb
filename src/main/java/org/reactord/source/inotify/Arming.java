package org.reactord.source.inotify;

import org.reactord.natives.Errno;

/** Puts watches on directories that a walk has opened, and notes where the system refuses. */
final class Arming {
    private final Directories directories;
    private final Watches watches;
    private final Looker looker;

    Arming(Directories directories, Watches watches, Looker looker) {
        this.directories = directories;
        this.watches = watches;
        this.looker = looker;
    }

    /** Watches what is open; true if the directory had been watched and this is another one under the same name. */
    boolean watch(Scan scan, Dir dir, int fd) {
        int before = dir.wd;
        if (scan.full && before == Owner.NONE) {
            directories.limited(dir, scan.tree, true);
            return false;
        }
        int answer = directories.watch(dir, scan.tree, fd);
        if (answer < 0) {
            refused(scan, dir, answer);
        }
        boolean replaced = before != Owner.NONE && before != dir.wd;
        if (replaced) {
            looker.forget(dir);
            directories.dropChildren(dir, scan.tree);
        }
        return replaced;
    }

    void refused(Scan scan, Dir dir, int answer) {
        scan.partial = true;
        if (answer == -Errno.EACCES || answer == -Errno.EPERM) {
            directories.denied(dir, scan.tree, true);
        } else if (answer == -Errno.ENOSPC || answer == -Errno.EMFILE || answer == -Errno.ENOMEM) {
            scan.full = true;
            directories.limited(dir, scan.tree, true);
        } else {
            scan.tree.uneven = true;
        }
    }

    /** The same directory under another path of this tree: mounted there, too, or renamed, which is yet to be heard. */
    void settleTwin(Dir dir, Tree tree) {
        Dir twin = dir.wd == Owner.NONE ? null : Watches.twin(watches, dir, tree);
        if (twin != null && !looker.isInPlace(twin)) {
            looker.forget(twin);
            directories.drop(twin, tree);
        }
    }
}
