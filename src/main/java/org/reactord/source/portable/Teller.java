package org.reactord.source.portable;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.Event;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.event.Overflow;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.source.EventSink;

/**
 * Decides what a sink is told: hints and finds of scans come in, looks at the names are taken, events go out.
 *
 * <p>What an event led to is offered once; if the sink has no room, the tree counts as {@link Tree#lost} and is
 * compared later. What a scan led to can wait, so for that the sink is waited for: a comparison always ends.
 *
 * <p>Of the thread {@code source:portable}.
 */
final class Teller {
    private final EventSink sink;
    private final Settling settling;

    Teller(EventSink sink, Settling settling) {
        this.sink = sink;
        this.settling = settling;
    }

    /** A watcher says that it is worth looking at a name. */
    void noticed(Tree tree, Notice notice, BytePath path, boolean directory, long now) {
        if (tree.lost != null || !tree.covers(path)) {
            return;
        }
        Look look = FileStamps.look(path);
        if (look instanceof Look.Found found && found.kind() == FileKind.REGULAR) {
            regular(tree, notice, path, found, now);
        } else if (look instanceof Look.Found found) {
            other(tree, notice, path, found, now);
        } else if (look instanceof Look.Absent) {
            absent(tree, notice, path, directory, now);
        }
    }

    private void regular(Tree tree, Notice notice, BytePath path, Look.Found found, long now) {
        Look.Found before = lastTold(tree, path);
        Settling.Wait wait = settling.get(tree, path);
        if (wait == null) {
            wait = await(tree, path, Cause.EVENT, now);
            if (wait == null) {
                return;
            }
            wait.seen = found;
            if (notice == Notice.MADE && (before == null || !before.sameFile(found))) {
                tell(tree, event(tree, path, Change.CREATED, found, Cause.EVENT));
            }
        }
        wait.existed = true;
        wait.contentChanged |= isNewContent(before, found);
    }

    /** Directories, symlinks and what is never opened: there is no content to wait for. */
    private void other(Tree tree, Notice notice, BytePath path, Look.Found found, long now) {
        Look.Found before = lastTold(tree, path);
        if (notice == Notice.CHANGED) {
            if (found.kind() != FileKind.SPECIAL && !found.equals(before)) {
                tell(tree, event(tree, path, Change.ATTRIBUTES, found, Cause.EVENT));
            }
            tree.known.put(path, found, now);
        } else if (notice == Notice.MADE) {
            appeared(tree, path, before, found, now);
        }
    }

    private void appeared(Tree tree, BytePath path, Look.@Nullable Found before, Look.Found found, long now) {
        if (before == null || !before.sameFile(found)) {
            tree.known.put(path, found, now);
            tell(tree, event(tree, path, Change.CREATED, found, Cause.EVENT));
        }
        if (found.kind() == FileKind.DIRECTORY && tree.reach.looksInto(path)) {
            tree.arrived(path, now);
        }
    }

    /** Gone, or gone again: told after a while only, for most editors remove a name just before they make it again. */
    private void absent(Tree tree, Notice notice, BytePath path, boolean directory, long now) {
        if (notice == Notice.CHANGED || settling.get(tree, path) != null) {
            return;
        }
        Settling.Wait wait = await(tree, path, Cause.EVENT, now);
        if (wait != null) {
            wait.existed = notice == Notice.GONE;
            wait.directory = directory;
        }
    }

    private Settling.@Nullable Wait await(Tree tree, BytePath path, Cause cause, long now) {
        Settling.Wait wait = settling.add(tree, path, cause, now);
        if (wait == null) {
            tree.lose("more files were changing at once than are kept");
        }
        return wait;
    }

    /** A scan has come by a name. */
    void found(Tree tree, Scan scan, Scan.Entry entry, long now) throws InterruptedException {
        Look.Found seen = entry.seen();
        BytePath path = entry.path();
        if (seen.kind() != FileKind.REGULAR || settling.get(tree, path) != null) {
            return;
        }
        Known.Told told = tree.known.get(path);
        if (told != null && told.seen().equals(seen) && scan.needNotRepeat(told.at())) {
            return;
        }
        if (scan.since >= seen.stamp().changed()) {
            tree.known.put(path, seen, now);
        } else if (hasStoodStill(seen.stamp())) {
            written(tree, path, seen, scan.cause, now);
        } else {
            Settling.Wait wait = await(tree, path, scan.cause, now);
            if (wait != null) {
                wait.seen = seen;
                wait.existed = true;
                wait.contentChanged = true;
            }
        }
    }

    /** By the wall clock, as the stamps are; a stamp from the future has to be watched standing still. */
    private static boolean hasStoodStill(FileStamp stamp) {
        Instant now = Instant.now();
        long limit = now.getEpochSecond() * 1_000_000_000L + now.getNano() - Settling.STILL.toNanos();
        return stamp.changed() < limit && stamp.modified() < limit;
    }

    /**
     * Looks again at the names whose time has come.
     *
     * @param doubtful told of trees where there was no file: one may have lost its root, or, where the root was a file,
     *     found a directory in its place
     */
    void settle(long now, Consumer<Tree> doubtful) throws InterruptedException {
        for (Map.Entry<Settling.Name, Settling.Wait> due : settling.due(now)) {
            Settling.Name name = due.getKey();
            Settling.Wait wait = due.getValue();
            Look look = FileStamps.look(name.path());
            if (look instanceof Look.Found found) {
                settle(name, wait, found, now);
            } else if (look instanceof Look.Absent) {
                gone(name, wait);
            }
            if (!(look instanceof Look.Found found && found.kind() == FileKind.REGULAR)) {
                doubtful.accept(name.tree());
            }
        }
    }

    private void settle(Settling.Name name, Settling.Wait wait, Look.Found found, long now)
            throws InterruptedException {
        Tree tree = name.tree();
        Look.Found before = lastTold(tree, name.path());
        if (found.kind() != FileKind.REGULAR) {
            appeared(tree, name.path(), before, found, now);
        } else if (!found.equals(wait.seen)) {
            wait.seen = found;
            wait.existed = true;
            wait.contentChanged |= isNewContent(before, found);
            settling.again(name, wait, now);
        } else if (wait.cause != Cause.EVENT || wait.contentChanged) {
            written(tree, name.path(), found, wait.cause, now);
        } else if (!found.equals(before)) {
            tree.known.put(name.path(), found, now);
            tell(tree, event(tree, name.path(), Change.ATTRIBUTES, found, Cause.EVENT));
        }
    }

    private void gone(Settling.Name name, Settling.Wait wait) throws InterruptedException {
        Tree tree = name.tree();
        Known.Told told = tree.known.remove(name.path());
        if (!wait.existed && told == null) {
            return;
        }
        FileKind kind = FileKind.UNKNOWN;
        if (wait.directory) {
            kind = FileKind.DIRECTORY;
        } else if (wait.seen != null) {
            kind = wait.seen.kind();
        } else if (told != null) {
            kind = told.seen().kind();
        }
        deleted(tree, name.path(), kind, wait.cause);
    }

    private void written(Tree tree, BytePath path, Look.Found found, Cause cause, long now)
            throws InterruptedException {
        FileEvent event = event(tree, path, Change.WRITTEN, found, cause);
        if (cause == Cause.EVENT) {
            if (tell(tree, event)) {
                tree.known.put(path, found, now);
            }
        } else {
            insist(event);
            tree.known.put(path, found, now);
        }
    }

    private void deleted(Tree tree, BytePath path, FileKind kind, Cause cause) throws InterruptedException {
        FileEvent event =
                new FileEvent(tree.watched, path, Change.DELETED, kind, Optional.empty(), Optional.empty(), cause);
        if (cause == Cause.EVENT) {
            tell(tree, event);
        } else {
            insist(event);
        }
    }

    /**
     * Says that events of a tree were lost, and which of the names told last are gone. What is there is for a scan to
     * tell.
     */
    void overflow(Tree tree, String reason) throws InterruptedException {
        settling.forget(tree);
        insist(new Overflow(tree.watched, reason));
        for (BytePath path : tree.knownNames()) {
            if (FileStamps.look(path) instanceof Look.Absent) {
                Known.Told told = tree.known.remove(path);
                deleted(
                        tree,
                        path,
                        told == null ? FileKind.UNKNOWN : told.seen().kind(),
                        Cause.OVERFLOW);
            }
        }
    }

    private static Look.@Nullable Found lastTold(Tree tree, BytePath path) {
        Known.Told told = tree.known.get(path);
        return told == null ? null : told.seen();
    }

    private static boolean isNewContent(Look.@Nullable Found before, Look.Found found) {
        return before == null || !before.stamp().sameContent(found.stamp());
    }

    private static FileEvent event(Tree tree, BytePath path, Change change, Look.Found found, Cause cause) {
        return new FileEvent(
                tree.watched, path, change, found.kind(), Optional.empty(), Optional.of(found.stamp()), cause);
    }

    private boolean tell(Tree tree, FileEvent event) {
        if (tree.lost != null) {
            return false;
        }
        if (sink.offer(event)) {
            sink.flush();
            return true;
        }
        tree.lose("the daemon had no room for them");
        return false;
    }

    private void insist(Event event) throws InterruptedException {
        while (!sink.offer(event)) {
            sink.awaitRoom();
        }
        sink.flush();
    }
}
