package org.reactord.source.inotify;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.Event;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.event.Overflow;
import org.reactord.natives.Clocks;
import org.reactord.source.EventSink;

/**
 * Tells the sink.
 *
 * <p>What the kernel said is offered once; if there is no room the tree has lost events and is compared later. What a
 * scan found can wait, so for that the sink is waited for.
 */
final class Teller {
    private static final int MOST_LOST_NAMES = 8192;

    private final EventSink sink;
    /** Everything that happened before this, by the clock that stamps files, has been told. */
    private long handledUntil = Clocks.stamping();

    Teller(EventSink sink) {
        this.sink = sink;
    }

    void handledUntil(long wall) {
        handledUntil = wall;
    }

    long handledUntil() {
        return handledUntil;
    }

    /** Events of a tree are lost from now on. */
    void lose(Tree tree, String reason) {
        if (tree.lost == null) {
            tree.lost = reason;
            tree.lostSince = handledUntil;
        } else if (!tree.lost.contains(reason)) {
            tree.lost += ", then " + reason;
        }
    }

    /**
     * Tells of a name.
     *
     * @param found whether a scan has found it, so that it is worth waiting for room
     * @return false if it was not told
     */
    boolean tell(
            Tree tree,
            BytePath path,
            Change change,
            FileKind kind,
            @Nullable BytePath from,
            @Nullable FileStamp stamp,
            Cause cause,
            boolean found) {
        if (tree.lost != null && !found) {
            noteGone(tree, path, change, from);
            return false;
        }
        FileEvent event = new FileEvent(
                tree.watched, path, change, kind, Optional.ofNullable(from), Optional.ofNullable(stamp), cause);
        if (found) {
            goneBefore(tree, path);
            insist(event);
            return true;
        }
        if (sink.offer(event)) {
            return true;
        }
        lose(tree, "the daemon had no room for them");
        noteGone(tree, path, change, from);
        return false;
    }

    /** What is there is found by comparing; what is not there any more has to be remembered. */
    private static void noteGone(Tree tree, BytePath path, Change change, @Nullable BytePath from) {
        if (tree.lostNames.size() < MOST_LOST_NAMES) {
            if (change == Change.DELETED) {
                tree.lostNames.add(path);
            } else if (from != null) {
                tree.lostNames.add(from);
            }
        }
    }

    /** Who had this name, or a name above it, while nothing could be told, went before this came. */
    private void goneBefore(Tree tree, BytePath path) {
        if (tree.lostNames.isEmpty() || !path.startsWith(tree.watched.root())) {
            return;
        }
        path.parent().ifPresent(above -> goneBefore(tree, above));
        if (tree.lostNames.remove(path)) {
            insist(gone(tree, path));
        }
    }

    /** Tells of the names that went while nothing could be told. Whoever has one of them now is found by comparing. */
    void lostNamesGone(Tree tree) {
        List<BytePath> names = List.copyOf(tree.lostNames);
        tree.lostNames.clear();
        names.forEach(name -> insist(gone(tree, name)));
    }

    private static FileEvent gone(Tree tree, BytePath path) {
        return new FileEvent(
                tree.watched,
                path,
                Change.DELETED,
                FileKind.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Cause.OVERFLOW);
    }

    /** Says that events were lost; what a comparison finds is told after this. */
    void overflow(Tree tree, String reason) {
        insist(new Overflow(tree.watched, reason));
    }

    private void insist(Event event) {
        while (!sink.offer(event)) {
            awaitRoom();
        }
    }

    /** Nothing more is told for now. */
    void flush() {
        sink.flush();
    }

    /** Waits for room; meanwhile the input may overflow, which is made up for in the same way. */
    void awaitRoom() {
        try {
            sink.awaitRoom();
        } catch (InterruptedException closing) {
            throw new Closing();
        }
    }

    /** Somebody closes the source while the worker waits for room: unwinds it. */
    static final class Closing extends RuntimeException {
        private static final long serialVersionUID = 1;

        Closing() {
            super("the source is being closed", null, false, false);
        }
    }
}
