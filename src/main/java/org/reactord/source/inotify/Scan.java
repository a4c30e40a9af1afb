package org.reactord.source.inotify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;
import org.reactord.natives.Fd;
import org.reactord.source.WatchRequest;

/** One walk over a tree, or over a part of it, and how far it has come. */
final class Scan {
    /**
     * What a walk is for.
     *
     * @param cause why files are told
     * @param since files with a later ctime are told; {@link WatchRequest#ALL}, {@link WatchRequest#NOTHING}
     * @param fresh whether all that is met is new: told whatever its times say, and as created, too
     * @param forced whether files are told that have been told in this state before
     * @param comparing whether directories that were not known are new, and those not met are gone
     * @param unwatched whether only files are told that lie where nothing could be watched
     */
    record Purpose(Cause cause, long since, boolean fresh, boolean forced, boolean comparing, boolean unwatched) {
        /** Watches, and tells nothing. */
        static final Purpose WATCH = new Purpose(Cause.START, WatchRequest.NOTHING, false, false, false, false);

        static final Purpose FRESH = new Purpose(Cause.EVENT, WatchRequest.ALL, true, false, true, false);

        boolean onlyWatches() {
            return equals(WATCH);
        }

        static Purpose since(Cause cause, long since) {
            return new Purpose(cause, since, false, false, cause == Cause.OVERFLOW || cause == Cause.EVENT, false);
        }

        static Purpose forced(Cause cause) {
            return new Purpose(cause, WatchRequest.ALL, false, true, true, false);
        }

        static Purpose unwatched(long since) {
            return new Purpose(Cause.EVENT, since, false, false, true, true);
        }
    }

    /** A directory that is being read, or whose directories are. */
    static final class Frame {
        final Dir dir;
        final int fd;
        final boolean fresh;
        final boolean tells;
        final List<byte[]> below = new ArrayList<>();
        int next;
        boolean listed;

        Frame(Dir dir, int fd, boolean fresh, boolean tells) {
            this.dir = dir;
            this.fd = fd;
            this.fresh = fresh;
            this.tells = tells;
        }
    }

    final Tree tree;
    final Purpose purpose;
    /** Where it begins: a name in this directory; null for the root. */
    final @Nullable Dir parent;

    final byte[] name;
    final Deque<Frame> frames = new ArrayDeque<>();
    boolean begun;
    int attempts;
    /** The kernel has refused a watch; the walk goes on without asking for more. */
    boolean full;

    Scan(Tree tree, Purpose purpose, @Nullable Dir parent, byte[] name) {
        this.tree = tree;
        this.purpose = purpose;
        this.parent = parent;
        this.name = name;
    }

    /** Gives back what it holds open. */
    void close() {
        for (Frame frame = frames.poll(); frame != null; frame = frames.poll()) {
            Fd.close(frame.fd);
        }
    }
}
