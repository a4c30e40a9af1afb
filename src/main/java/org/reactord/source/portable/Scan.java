package org.reactord.source.portable;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.FileKind;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.files.PathBytes;
import org.reactord.source.WatchRequest;

/**
 * A walk that gives out one name at a time, so that events are not kept waiting by a large tree.
 *
 * <p>It holds one open directory at the most, however deep the tree is. A directory that cannot be listed, or is gone
 * by then, is passed over: its own events tell that story.
 *
 * <p>Of the thread {@code source:portable}.
 */
final class Scan {
    /** A name that is there. */
    record Entry(BytePath path, Look.Found seen) {}

    final Cause cause;
    /** Only files with a later ctime are told. */
    final long since;
    /** When it began, by the monotonic clock. */
    private final long began;
    /** When somebody last heard of it, or it began, by the same. */
    long heardAt;

    private final Reach reach;
    private final boolean deep;
    private final Deque<BytePath> directories = new ArrayDeque<>();
    private @Nullable DirectoryStream<Path> listing;
    private Iterator<Path> names = Collections.emptyIterator();
    private BytePath directory;
    private boolean arrivals;
    private long entered;
    private long met;

    private Scan(Reach reach, boolean deep, Cause cause, long since, long began) {
        this.reach = reach;
        this.deep = deep;
        this.cause = cause;
        this.since = since;
        this.began = began;
        this.heardAt = began;
        this.directory = reach.tree().root();
    }

    /** A walk over all of the tree. */
    static Scan all(Reach reach, Cause cause, long since, long now) {
        Scan scan = new Scan(reach, true, cause, since, now);
        scan.directories.add(reach.tree().root());
        return scan;
    }

    /** A look at the root itself, which is a file. */
    static Scan file(Reach reach, Cause cause, long since, long now) {
        Scan scan = new Scan(reach, false, cause, since, now);
        scan.directory = reach.tree().root().parent().orElse(BytePath.ROOT);
        scan.names = List.of(PathBytes.toPath(reach.tree().root())).iterator();
        return scan;
    }

    /** A walk over directories that have just come into being, one by one as they are told. */
    static Scan arrivals(Reach reach, long now) {
        Scan scan = new Scan(reach, false, Cause.EVENT, WatchRequest.ALL, now);
        scan.arrivals = true;
        return scan;
    }

    /**
     * True if what was told at that instant, of a name that has not changed since, need not be told by this walk: only
     * one that is to tell everything repeats what others have told before it began.
     */
    boolean needNotRepeat(long toldAt) {
        return cause == Cause.EVENT || since != WatchRequest.ALL || toldAt - began >= 0;
    }

    void add(BytePath arrived) {
        directories.add(arrived);
    }

    int pending() {
        return directories.size();
    }

    boolean isForArrivals() {
        return arrivals;
    }

    /** How many directories it has gone into. */
    long entered() {
        return entered;
    }

    /** How many names it has met in them. */
    long met() {
        return met;
    }

    /** The next name, or null once there are no more. */
    @Nullable
    Entry next() {
        while (true) {
            Path path = nextPath();
            if (path == null) {
                return null;
            }
            met++;
            if (FileStamps.look(path) instanceof Look.Found found) {
                BytePath name = directory.resolve(PathBytes.of(path.getFileName()));
                if (deep && found.kind() == FileKind.DIRECTORY && reach.looksInto(name)) {
                    directories.push(name);
                }
                return new Entry(name, found);
            }
        }
    }

    private @Nullable Path nextPath() {
        while (true) {
            try {
                if (names.hasNext()) {
                    return names.next();
                }
            } catch (DirectoryIteratorException brokenOff) {
                // Nothing more can be read of this directory; the next one may be fine.
            }
            close();
            BytePath next = directories.poll();
            if (next == null) {
                return null;
            }
            open(next);
        }
    }

    @SuppressWarnings("StreamResourceLeak") // It outlives this method by design; close() closes it.
    private void open(BytePath next) {
        directory = next;
        entered++;
        try {
            DirectoryStream<Path> opened = Files.newDirectoryStream(PathBytes.toPath(next));
            listing = opened;
            names = opened.iterator();
        } catch (IOException unreadable) {
            close();
        }
    }

    /** Gives the descriptor back; the walk may be dropped at any point. */
    void close() {
        names = Collections.emptyIterator();
        if (listing != null) {
            try {
                listing.close();
            } catch (IOException ignored) {
                // The descriptor is gone either way, and nothing was written through it.
            }
            listing = null;
        }
    }
}
