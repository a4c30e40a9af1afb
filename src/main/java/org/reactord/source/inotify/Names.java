package org.reactord.source.inotify;

import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.source.inotify.Pending.Stage;

/** What the kernel says about one name in a directory of one tree, moves left out. */
final class Names {
    /** So many names wait for the end of the events at hand, at most. */
    private static final int MOST_FRESH = 4096;

    private final Pendings pendings;
    private final Completeness completeness;
    private final Told told;
    private final Teller teller;
    private final Looker looker;
    private final Directories directories;
    private final Scans scans;
    private final Timers timers;

    Names(
            Pendings pendings,
            Completeness completeness,
            Told told,
            Teller teller,
            Looker looker,
            Directories directories,
            Scans scans,
            Timers timers) {
        this.pendings = pendings;
        this.completeness = completeness;
        this.told = told;
        this.teller = teller;
        this.looker = looker;
        this.directories = directories;
        this.scans = scans;
        this.timers = timers;
    }

    void created(Tree tree, Dir dir, byte[] name) {
        heard(tree, dir, name, Pending.CREATED);
    }

    void modified(Tree tree, Dir dir, byte[] name) {
        Pending pending = heard(tree, dir, name, Pending.MODIFIED);
        pending.touched = true;
        pending.touchedAt = timers.now();
    }

    /** The first thing heard of a name waits for what comes next; most files are closed before anybody looks. */
    private Pending heard(Tree tree, Dir dir, byte[] name, int what) {
        Pending pending = pendings.get(dir, name);
        if (pending == null) {
            pending = new Pending(dir, name);
            keep(tree, pending);
            pendings.fresh(pending);
        }
        pending.heard(what);
        return pending;
    }

    private void keep(Tree tree, Pending pending) {
        if (!pendings.keep(pending)) {
            teller.lose(tree, "more files were being written at once than are kept");
        }
    }

    void attributes(Tree tree, Dir dir, byte[] name) {
        Pending pending = pendings.get(dir, name);
        if (pending == null || pending.stage == Stage.FRESH) {
            heard(tree, dir, name, Pending.ATTRIBUTES);
        } else if (pending.stage != Stage.ABSORBING) {
            // Somebody is writing it, and that will be told in its time.
            Pending aside = new Pending(dir, name);
            aside.evidence = Pending.ATTRIBUTES;
            pendings.fresh(aside);
        }
        Dir child = directories.find(dir, name);
        if (child != null && child.is(Dir.DENIED)) {
            scans.arrived(tree, dir, name, true);
        }
    }

    void closed(Dir dir, byte[] name, boolean modified) {
        Pending pending = pendings.get(dir, name);
        if (pending == null) {
            pending = new Pending(dir, name);
        } else if (pending.stage == Stage.ABSORBING) {
            return;
        }
        pending.heard(modified ? Pending.CLOSED | Pending.MODIFIED : Pending.CLOSED);
        pending.asked = 0;
        completeness.check(pending);
    }

    void directoryCreated(Tree tree, Dir dir, byte[] name) {
        Dir known = directories.find(dir, name);
        boolean isNew = known == null || known.is(Dir.UNREAD);
        if (isNew && !isAbsorbed(dir, name)) {
            int answer = looker.look(dir, name);
            teller.tell(
                    tree,
                    dir.pathOf(name),
                    Change.CREATED,
                    FileKind.DIRECTORY,
                    null,
                    answer == 0 ? looker.stamp() : null,
                    Cause.EVENT,
                    false);
        }
        if (isNew && tree.looksInto(dir, name)) {
            scans.arrived(tree, dir, name, true);
        }
    }

    private boolean isAbsorbed(Dir dir, byte[] name) {
        Pending pending = pendings.get(dir, name);
        return pending != null && pending.stage == Stage.ABSORBING;
    }

    void deleted(Tree tree, Dir dir, byte[] name, boolean directory) {
        Dir node = directories.find(dir, name);
        if (directory && node != null) {
            if (looker.isInPlace(node)) {
                // It is about one that had this name before.
                return;
            }
            looker.forget(node);
            directories.drop(node, tree);
        }
        gone(tree, dir, name, directory, pendings.get(dir, name));
    }

    /** A name is gone. Of a file that came and went before anybody looked, nothing is told. */
    void gone(Tree tree, Dir dir, byte[] name, boolean directory, @Nullable Pending pending) {
        if (pending != null) {
            pendings.forget(pending);
        }
        boolean neverTold = pending != null && pending.has(Pending.CREATED) && !pending.createdTold;
        told.remove(dir, name);
        if (!neverTold) {
            BytePath path = dir.pathOf(name);
            if (tree.snapshot != null) {
                tree.snapshot.forget(path);
            }
            FileKind kind = directory ? FileKind.DIRECTORY : FileKind.UNKNOWN;
            teller.tell(tree, path, Change.DELETED, kind, null, null, Cause.EVENT, false);
        }
    }

    /** A file was moved here from where nobody looks. */
    void arrived(Dir dir, byte[] name, int evidence) {
        Pending pending = pendings.get(dir, name);
        if (pending != null) {
            pendings.forget(pending);
        }
        Pending arrived = new Pending(dir, name);
        arrived.evidence = evidence;
        completeness.check(arrived);
    }

    /** Looks at the names that were heard of, once there are no more events at hand or very many names. */
    void settle(boolean noMoreEvents) {
        if (!noMoreEvents && pendings.freshSize() < MOST_FRESH) {
            return;
        }
        for (Pending pending : pendings.takeFresh()) {
            if (pending.stage != Stage.FRESH) {
                continue;
            }
            if (pending.has(Pending.MODIFIED) && !pending.has(Pending.CREATED)) {
                completeness.awaitQuiet(pending);
            } else {
                completeness.check(pending);
            }
        }
    }
}
