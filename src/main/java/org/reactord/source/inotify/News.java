package org.reactord.source.inotify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.natives.Clocks;
import org.reactord.source.inotify.Pending.Stage;

/** Tells of a name what has not been told of it yet: whether a state of it is news, and as which change. */
final class News {
    /** Stamps of older files than this cannot stay the same when the file changes: the kernel's clock ticks at least. */
    private static final long TICK = Duration.ofMillis(20).toNanos();

    private final Teller teller;
    private final Told told;
    private final Pendings pendings;

    News(Teller teller, Told told, Pendings pendings) {
        this.teller = teller;
        this.told = told;
        this.pendings = pendings;
    }

    /** It is there; told once if somebody asks, and not of a file that takes the place of another. */
    void created(Tree tree, Pending pending, FileKind kind, FileStamp stamp) {
        if (pending.has(Pending.CREATED | Pending.ARRIVED) && !pending.createdTold) {
            pending.createdTold = true;
            if (pending.has(Pending.ARRIVED) && told.knows(pending.dir, pending.name)) {
                // It has taken the place of a file of that name.
                return;
            }
            if (tree.tellsCreations) {
                tell(tree, pending, Change.CREATED, kind, stamp);
            }
        }
    }

    /** False if there was no room. */
    boolean tell(Tree tree, Pending pending, Change change, FileKind kind, FileStamp stamp) {
        return teller.tell(
                tree,
                pending.dir.pathOf(pending.name),
                change,
                kind,
                null,
                stamp,
                pending.cause,
                pending.has(Pending.FOUND));
    }

    /** It is complete: told as written, or as what else has happened to it, unless this state of it was told before. */
    void complete(Tree tree, Pending pending, FileStamp stamp) {
        FileStamp withAttributes =
                pending.stage == Stage.WRITER && pending.has(Pending.ATTRIBUTES) ? pending.stamp : null;
        pendings.forget(pending);
        created(tree, pending, FileKind.REGULAR, stamp);
        Change change = Change.WRITTEN;
        if (!isNews(tree, pending, stamp, withAttributes)) {
            if (!pending.has(Pending.ATTRIBUTES) || stamp.equals(withAttributes)) {
                return;
            }
            change = Change.ATTRIBUTES;
        }
        if (!tell(tree, pending, change, FileKind.REGULAR, stamp)) {
            return;
        }
        if (pending.cause == Cause.EVENT) {
            told.put(pending.dir, pending.name, stamp);
        } else {
            told.putFound(pending.dir, pending.name, stamp);
        }
    }

    private boolean isNews(Tree tree, Pending pending, FileStamp stamp, @Nullable FileStamp withAttributes) {
        boolean heard = pending.has(Pending.CREATED | Pending.MODIFIED);
        if (pending.has(Pending.FORCED | Pending.ARRIVED)) {
            return true;
        }
        if (!heard && pending.has(Pending.ATTRIBUTES)) {
            return withAttributes != null && !withAttributes.sameContent(stamp);
        }
        return switch (told.match(pending.dir, pending.name, stamp)) {
            case SAME -> heard && !pending.has(Pending.FOUND) && Clocks.realtime() - stamp.changed() < TICK;
            case SAME_CONTENT -> heard;
            case OTHER -> true;
            case UNKNOWN -> heard || pending.has(Pending.FOUND) || stamp.changed() >= tree.armedAt - TICK;
        };
    }
}
