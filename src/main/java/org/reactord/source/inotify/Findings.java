package org.reactord.source.inotify;

import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.source.WatchRequest;
import org.reactord.source.inotify.Scan.Frame;

/** What is made of the names that a walk comes by. */
final class Findings implements Finds {
    private final Looker looker;
    private final Teller teller;
    private final Told told;
    private final Pendings pendings;
    private final Completeness completeness;
    private final Marks marks;
    private @Nullable Polling polling;

    Findings(Looker looker, Teller teller, Told told, Pendings pendings, Completeness completeness, Marks marks) {
        this.looker = looker;
        this.teller = teller;
        this.told = told;
        this.pendings = pendings;
        this.completeness = completeness;
        this.marks = marks;
    }

    /** Walks belong to both, and one has to be made first. */
    void polledBy(Polling by) {
        polling = by;
    }

    @Override
    public void root(Scan scan, int directory) {
        if (scan.purpose.namesSince() != WatchRequest.NOTHING
                && scan.tree.onlyName == null
                && looker.lookAt(directory) == 0
                && looker.changed() > scan.purpose.namesSince()) {
            changedDirectory(scan, scan.tree.watched.root(), looker.stamp());
        }
    }

    /** Names came or went in it while nobody was there to see which. */
    private void changedDirectory(Scan scan, BytePath path, FileStamp stamp) {
        teller.tell(scan.tree, path, Change.WRITTEN, FileKind.DIRECTORY, null, stamp, scan.purpose.cause(), true);
    }

    @Override
    public void directory(Scan scan, Dir parent, int above, byte[] name, boolean isNew) {
        Cause cause = scan.purpose.cause();
        if ((!isNew && scan.purpose.namesSince() == WatchRequest.NOTHING) || looker.lookAt(above, name) < 0) {
            return;
        }
        FileStamp stamp = looker.stamp();
        if (!isNew) {
            if (stamp.changed() > scan.purpose.namesSince()) {
                changedDirectory(scan, parent.pathOf(name), stamp);
            }
        } else if (pendings.get(parent, name) == null) {
            teller.tell(scan.tree, parent.pathOf(name), Change.CREATED, FileKind.DIRECTORY, null, stamp, cause, true);
            absorb(parent, name);
        }
    }

    /** What was heard of this name up to now is known. */
    private void absorb(Dir dir, byte[] name) {
        Pending pending = new Pending(dir, name);
        pending.stage = Pending.Stage.ABSORBING;
        if (pendings.keep(pending)) {
            marks.after(() -> pendings.forget(pending));
        }
    }

    @Override
    public void gone(Scan scan, Dir parent, byte[] name) {
        teller.tell(
                scan.tree,
                parent.pathOf(name),
                Change.DELETED,
                FileKind.DIRECTORY,
                null,
                null,
                scan.purpose.cause(),
                true);
    }

    @Override
    public void file(Scan scan, Frame frame, byte[] name) {
        if (pendings.get(frame.dir, name) != null || looker.lookAt(frame.fd, name) < 0) {
            return;
        }
        Scan.Purpose purpose = scan.purpose;
        if (purpose.is(Scan.Kind.POLL)) {
            polled(scan, frame, name, looker.stamp());
            return;
        }
        if (scan.isOld(frame, looker.changed())) {
            return;
        }
        FileStamp stamp = looker.stamp();
        if (looker.kind() != FileKind.REGULAR) {
            special(scan, frame, name, looker.kind(), stamp);
            return;
        }
        if (!purpose.is(Scan.Kind.FORCED) && told.match(frame.dir, name, stamp) == Told.Match.SAME) {
            return;
        }
        Pending pending = new Pending(frame.dir, name);
        pending.cause = purpose.cause();
        pending.evidence = Pending.FOUND
                | (frame.fresh ? Pending.CREATED : 0)
                | (purpose.is(Scan.Kind.FORCED) ? Pending.FORCED : 0);
        pending.untoldSince = stamp.changed();
        long links = looker.links();
        completeness.found(scan.tree, pending, stamp, links, frame.fd);
    }

    /** A lease says nothing about writers on other machines, so the file has to stand still. */
    private void polled(Scan scan, Frame frame, byte[] name, FileStamp stamp) {
        Polling.Difference difference = Polling.compare(scan.tree, frame.dir.pathOf(name), stamp);
        if (difference == Polling.Difference.NONE) {
            return;
        }
        if (looker.kind() != FileKind.REGULAR) {
            special(scan, frame, name, looker.kind(), stamp);
        } else if (told.match(frame.dir, name, stamp) != Told.Match.SAME) {
            Pending pending = new Pending(frame.dir, name);
            boolean isNew = difference == Polling.Difference.NEW && !told.knows(frame.dir, name);
            pending.evidence = Pending.FOUND | (isNew ? Pending.CREATED : 0);
            completeness.foundChanged(scan.tree, pending, stamp);
        }
    }

    @Override
    public void ended(Scan scan) {
        if (scan.purpose.is(Scan.Kind.POLL) && polling != null) {
            polling.compared(scan.tree, !scan.partial);
        }
    }

    private void special(Scan scan, Frame frame, byte[] name, FileKind kind, FileStamp stamp) {
        if (frame.fresh) {
            teller.tell(
                    scan.tree, frame.dir.pathOf(name), Change.CREATED, kind, null, stamp, scan.purpose.cause(), true);
            absorb(frame.dir, name);
        }
    }
}
