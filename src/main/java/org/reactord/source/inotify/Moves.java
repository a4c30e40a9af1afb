package org.reactord.source.inotify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.natives.FileLease;

/**
 * Brings the two halves of a rename together: inotify(7), "Dealing with rename() events".
 *
 * <p>The kernel says "moved from" and "moved to" with the same cookie, one right after the other, but not as one: so a
 * first half waits for a moment. A first half alone means that the name went where nobody looks, a second half alone
 * that it came from there. Each tree has its own halves, for it may see one of them only.
 */
final class Moves {
    /** A name on its way. */
    private static final class Half {
        final Tree tree;
        final Dir dir;
        final byte[] name;
        final int cookie;
        final boolean directory;
        final BytePath path;
        final @Nullable Dir node;
        final @Nullable Pending pending;
        /** What has the name now is another one, which a comparison has seen and told already. */
        boolean overtaken;

        Half(Tree tree, Dir dir, byte[] name, int cookie, boolean directory, @Nullable Dir node, @Nullable Pending p) {
            this.tree = tree;
            this.dir = dir;
            this.name = name;
            this.cookie = cookie;
            this.directory = directory;
            this.path = dir.pathOf(name);
            this.node = node;
            this.pending = p;
        }
    }

    /** A directory whose name another one took, before it was heard that it moved itself ({@code RENAME_EXCHANGE}). */
    private static final class Displaced {
        final Dir dir;
        final byte[] name;
        final Dir node;
        /** Where the other one came from. */
        final Half by;

        Displaced(Dir dir, byte[] name, Dir node, Half by) {
            this.dir = dir;
            this.name = name;
            this.node = node;
            this.by = by;
        }
    }

    private final Directories directories;
    private final Pendings pendings;
    private final Names names;
    private final Looker looker;
    private final Told told;
    private final Teller teller;
    private final Scans scans;
    private final Timers timers;
    private final Marks marks;
    private final Pace pace;
    private final List<Half> halves = new ArrayList<>();
    private final List<Displaced> displaced = new ArrayList<>();

    Moves(
            Directories directories,
            Pendings pendings,
            Names names,
            Looker looker,
            Told told,
            Teller teller,
            Scans scans,
            Timers timers,
            Marks marks,
            Pace pace) {
        this.directories = directories;
        this.pendings = pendings;
        this.names = names;
        this.looker = looker;
        this.told = told;
        this.teller = teller;
        this.scans = scans;
        this.timers = timers;
        this.marks = marks;
        this.pace = pace;
    }

    void from(Tree tree, Dir dir, byte[] name, int cookie, boolean directory) {
        Pending pending = pendings.get(dir, name);
        if (directory && hasBeenSeen(dir, name, pending)) {
            Half half = new Half(tree, dir, name, cookie, true, null, null);
            half.overtaken = true;
            halves.add(half);
        } else {
            Dir node = directory ? takeNode(dir, name) : null;
            if (pending != null) {
                pendings.forget(pending);
            }
            halves.add(new Half(tree, dir, name, cookie, directory, node, pending));
        }
        timers.in(pace.halfMove(), () -> marks.after(() -> alone(cookie)));
    }

    /**
     * A comparison sees how things are in the end, and only then is heard how they came to be so. True if it has just found
     * a directory under this name, and that is there: then it is not the one that has left the name before, and its own
     * arrival is no news.
     */
    private boolean hasBeenSeen(Dir dir, byte[] name, @Nullable Pending pending) {
        Dir node = directories.find(dir, name);
        return node != null && pending != null && pending.stage == Pending.Stage.ABSORBING && looker.isInPlace(node);
    }

    private @Nullable Dir takeNode(Dir dir, byte[] name) {
        Dir node = directories.find(dir, name);
        if (node != null) {
            directories.detach(node);
        }
        return node;
    }

    /** Events of a directory that is on its way: looked at once it has arrived. */
    void onTheWay(Dir dir) {
        Dir top = dir;
        while (top.parent != null) {
            top = top.parent;
        }
        top.set(Dir.MISSED, true);
    }

    void to(Tree tree, Dir dir, byte[] name, int cookie, boolean directory) {
        Half first = take(tree, cookie);
        if (directory && first != null && hasBeenSeen(dir, name, pendings.get(dir, name))) {
            left(first); // it is told as new here, with all that is in it; that it is not there any more is left to
            // tell
            return;
        }
        // What is told of the first name is about another one by now, so this one comes from there as from anywhere
        // else.
        Half half = first == null || first.overtaken ? null : first;
        displace(tree, dir, name, half);
        if (directory) {
            directoryTo(tree, dir, name, half);
        } else if (half == null) {
            names.arrived(dir, name, Pending.ARRIVED);
        } else {
            fileTo(tree, dir, name, half);
        }
        if (half != null) {
            changedPlaces(tree, dir, name, half);
        }
    }

    /** What is told so far is that the first name moved to the second and back, which leaves the second one empty. */
    private void changedPlaces(Tree tree, Dir dir, byte[] name, Half half) {
        Rename before = tree.lastRename;
        Rename rename = new Rename(half.dir, half.name, dir, name);
        tree.lastRename = rename;
        boolean back = before != null && rename.isWayBackOf(before) && half.dir.tree() == tree;
        if (back && directories.find(half.dir, half.name) == null && looker.look(half.dir, half.name) == 0) {
            replaced(half);
        }
    }

    private @Nullable Half take(Tree tree, int cookie) {
        for (Half half : halves) {
            if (half.cookie == cookie && half.tree == tree) {
                halves.remove(half);
                return half;
            }
        }
        return null;
    }

    /** Whoever had this name has lost it: removed by the rename, or about to be heard of under the other name. */
    private void displace(Tree tree, Dir dir, byte[] name, @Nullable Half by) {
        Dir node = directories.find(dir, name);
        if (node == null) {
            return;
        }
        // It is empty, so what was on its way has left it.
        leaving(half -> half.dir == node);
        directories.detach(node);
        if (by == null) {
            drop(node, tree);
            return;
        }
        Displaced entry = new Displaced(dir, name, node, by);
        displaced.add(entry);
        timers.in(
                pace.halfMove(),
                () -> marks.after(() -> {
                    if (displaced.remove(entry)) {
                        drop(node, tree);
                    }
                }));
    }

    /**
     * Puts a directory under its new name. If that is where the one came from that has just taken its own name, the two
     * may have changed places; what is there now decides which of them moved.
     */
    private void arrive(Dir node, Dir dir, byte[] name, Half half) {
        directories.attach(node, dir, name);
        for (Displaced other : displaced) {
            boolean back = other.dir == half.dir
                    && Arrays.equals(other.name, half.name)
                    && other.by.dir == dir
                    && Arrays.equals(other.by.name, name);
            if (back && !looker.isInPlace(node)) {
                displaced.remove(other);
                directories.detach(node);
                directories.attach(other.node, dir, name);
                directories.attach(node, half.dir, half.name);
                return;
            }
        }
    }

    private void drop(Dir node, Tree tree) {
        looker.forget(node);
        directories.drop(node, tree);
    }

    private void directoryTo(Tree tree, Dir dir, byte[] name, @Nullable Half half) {
        boolean wanted = tree.looksInto(dir, name);
        if (half == null) {
            names.directoryCreated(tree, dir, name);
            return;
        }
        FileStamp stamp = looker.look(dir, name) == 0 ? looker.stamp() : null;
        told.remove(half.dir, half.name);
        boolean accepted = teller.tell(
                tree, dir.pathOf(name), Change.MOVED, FileKind.DIRECTORY, half.path, stamp, Cause.EVENT, false);
        if (half.node != null && wanted && accepted) {
            arrive(half.node, dir, name, half);
            if (half.node.is(Dir.MISSED)) {
                scans.arrived(tree, dir, name, false);
            }
            return;
        }
        if (half.node != null) {
            // Nobody knows that what is in it has moved along: it is gone there and new here.
            drop(half.node, tree);
        }
        if (wanted) {
            scans.arrived(tree, dir, name, true);
        }
    }

    private void fileTo(Tree tree, Dir dir, byte[] name, Half half) {
        Pending replaced = pendings.get(dir, name);
        if (replaced != null) {
            pendings.forget(replaced);
        }
        int answer = looker.look(dir, name);
        FileKind kind = answer == 0 ? looker.kind() : FileKind.UNKNOWN;
        FileStamp stamp = answer == 0 ? looker.stamp() : null;
        boolean busy = answer == Looker.STALE
                || (kind == FileKind.REGULAR && looker.lease(dir, name).state() == FileLease.State.BEING_WRITTEN);
        if (busy) {
            // Not complete, so not moved yet, for all that a reader should know: gone there, and written here later.
            names.gone(tree, half.dir, half.name, false, half.pending);
            names.arrived(dir, name, Pending.ARRIVED | (half.pending == null ? 0 : half.pending.evidence));
            return;
        }
        told.remove(half.dir, half.name);
        boolean accepted =
                teller.tell(tree, dir.pathOf(name), Change.MOVED, kind, half.path, stamp, Cause.EVENT, false);
        if (accepted && stamp != null && kind == FileKind.REGULAR) {
            told.put(dir, name, stamp);
        } else {
            told.remove(dir, name);
        }
    }

    /** True if a name of the tree is on its way. */
    boolean isUnderWay(Tree tree) {
        return halves.stream().anyMatch(half -> half.tree == tree);
    }

    /** Something else is heard of a name: whoever left it has left, and that is told first. */
    void overtaken(Dir dir, byte[] name, int cookie) {
        if (halves.isEmpty()) {
            return; // as for almost every event
        }
        leaving(half -> half.dir == dir && half.cookie != cookie && Arrays.equals(half.name, name));
    }

    /** No second half came, or it came for others only: the name has left the tree. */
    void alone(int cookie) {
        leaving(half -> half.cookie == cookie);
    }

    private void leaving(Predicate<Half> meant) {
        for (int i = halves.size() - 1; i >= 0; i--) {
            if (meant.test(halves.get(i))) {
                left(halves.remove(i));
            }
        }
    }

    private void left(Half half) {
        if (half.node != null) {
            drop(half.node, half.tree);
        }
        if (half.overtaken || half.dir.tree() != half.tree) {
            return;
        }
        names.gone(half.tree, half.dir, half.name, half.directory, half.pending);
        if (looker.look(half.dir, half.name) == 0) {
            replaced(half);
        }
    }

    /** Something else has the name: it is new, and heard of soon, unless the two changed places. */
    private void replaced(Half half) {
        if (looker.kind() == FileKind.DIRECTORY) {
            names.directoryCreated(half.tree, half.dir, half.name);
        } else if (pendings.get(half.dir, half.name) == null) {
            names.arrived(half.dir, half.name, Pending.FOUND);
        }
    }
}
