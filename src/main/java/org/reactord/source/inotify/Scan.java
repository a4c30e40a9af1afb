package org.reactord.source.inotify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;
import org.reactord.natives.Fd;
import org.reactord.source.Arrivals;
import org.reactord.source.WatchRequest;

/** One walk over a tree, or over a part of it, and how far it has come. */
final class Scan {
    /** What is done with what a walk meets. */
    enum Kind {
        /** Directories are watched, and nothing is told. */
        WATCH,
        /** What was there at the start is told. */
        START,
        /** All is new: told whatever its times say, and as created, too. */
        FRESH,
        /** All is told, whether it has been told before or not. */
        FORCED,
        /** Files are told that have changed, or that lie in directories that were not known. */
        COMPARE,
        /** The same, but only where nothing could be watched. */
        UNWATCHED,
        /** Names are compared with how they were at the last walk. */
        POLL
    }

    /**
     * What a walk is for.
     *
     * @param cause why files are told
     * @param since files with a later ctime are told; {@link WatchRequest#ALL}, {@link WatchRequest#NOTHING}
     * @param namesSince known directories with a later ctime are told, because names may have gone from them unheard
     */
    record Purpose(Kind kind, Cause cause, long since, long namesSince) {
        static final Purpose WATCH = new Purpose(Kind.WATCH, Cause.START, WatchRequest.NOTHING);
        static final Purpose FRESH = new Purpose(Kind.FRESH, Cause.EVENT, WatchRequest.ALL);
        static final Purpose POLL = new Purpose(Kind.POLL, Cause.EVENT, WatchRequest.ALL);

        Purpose(Kind kind, Cause cause, long since) {
            this(kind, cause, since, WatchRequest.NOTHING);
        }

        static Purpose start(long since) {
            return since == WatchRequest.ALL
                    ? new Purpose(Kind.START, Cause.START, since)
                    : new Purpose(Kind.START, Cause.CATCH_UP, since, since);
        }

        static Purpose forced(Cause cause) {
            return new Purpose(Kind.FORCED, cause, WatchRequest.ALL);
        }

        static Purpose compare(Cause cause, long since) {
            return new Purpose(Kind.COMPARE, cause, since);
        }

        /** Events were lost since then. */
        static Purpose makeUp(long since, long lostSince) {
            return new Purpose(Kind.COMPARE, Cause.OVERFLOW, since, lostSince);
        }

        static Purpose unwatched(long since) {
            return new Purpose(Kind.UNWATCHED, Cause.EVENT, since, since);
        }

        /** Whether what changed while nobody looked has to be told from what did not. */
        boolean catchesUp() {
            return cause == Cause.CATCH_UP;
        }

        boolean is(Kind one) {
            return kind == one;
        }

        /** Whether directories that were not known are new, and those not met are gone. */
        boolean comparing() {
            return kind != Kind.WATCH && kind != Kind.START;
        }
    }

    /** A directory that is being read, or whose directories are. */
    static final class Frame {
        final Dir dir;
        final int fd;
        final boolean fresh;
        final boolean tells;
        /** Of a walk that catches up: names came or went in it since. */
        final boolean namesChanged;

        final List<byte[]> below = new ArrayList<>();
        final Arrivals files = new Arrivals();
        int next;
        boolean listed;

        Frame(Dir dir, int fd, boolean fresh, boolean tells, boolean namesChanged) {
            this.dir = dir;
            this.fd = fd;
            this.fresh = fresh;
            this.tells = tells;
            this.namesChanged = namesChanged;
        }
    }

    static final long UNHEARD = Long.MIN_VALUE;

    final Tree tree;
    final Purpose purpose;
    /** Where it begins: a name in this directory; null for the root. */
    final @Nullable Dir parent;

    final byte[] name;
    final Deque<Frame> frames = new ArrayDeque<>();
    boolean begun;
    int attempts;
    /** How many directories it has gone into. */
    long directories;
    /** How many names it has met in them. */
    long names;
    /** When somebody last heard of it; {@link #UNHEARD} if it is not under way yet. */
    long heardAt = UNHEARD;

    /** Something could not be looked into. */
    boolean partial;
    /** The kernel has refused a watch; the walk goes on without asking for more. */
    boolean full;

    Scan(Tree tree, Purpose purpose, @Nullable Dir parent, byte[] name) {
        this.tree = tree;
        this.purpose = purpose;
        this.parent = parent;
        this.name = name;
    }

    /** True if a file in this directory with this ctime was told already, or need not be. */
    boolean isOld(Frame frame, long changed) {
        return !frame.fresh && purpose.since() != WatchRequest.ALL && changed <= purpose.since();
    }

    /** Gives back what it holds open. */
    void close() {
        for (Frame frame = frames.poll(); frame != null; frame = frames.poll()) {
            Fd.close(frame.fd);
        }
    }
}
