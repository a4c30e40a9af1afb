package org.reactord.source.portable;

import java.nio.file.WatchKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.WatchedTree;
import org.reactord.files.Look;
import org.reactord.source.Progress;
import org.reactord.source.RootState;
import org.reactord.source.WatchRequest;

/**
 * What the source keeps of one watched tree.
 *
 * <p>Of the thread {@code source:portable}, but for {@link #watched}, {@link #reach} and {@link #root}, which never
 * change.
 */
final class Tree {
    private static final int MOST_ARRIVALS = 4096;

    final WatchedTree watched;
    final Reach reach;
    final BytePath root;
    final Known known = new Known();

    /** What reports events; null while the root is waited for. */
    @Nullable
    TreeWatcher watcher;
    /** The file or directory that the root was when its watcher started. */
    Look.@Nullable Found anchor;
    /** What reports the coming and going of the root; null if nothing can. */
    @Nullable
    WatchKey parent;
    /** The next name on the way from that directory to the root. */
    @Nullable
    BytePath awaited;

    /** The cause and the limit of the scan that follows the next arming. */
    Cause nextCause = Cause.START;

    long nextSince;

    /** Why events were lost that nobody has compared for yet; null if none were. */
    @Nullable
    String lost;
    /** True once the watcher has registered all that it can. */
    boolean armed;
    /** By the wall clock, the ctime up to which all files have been compared; NOTHING if they never were. */
    long comparedUntil = WatchRequest.NOTHING;
    /** What part of the tree is not watched, and why; null if all is. */
    @Nullable
    String limit;
    /** When to try again for what is not watched, by the monotonic clock; meaningful while {@link #retries}. */
    long retryAt;

    boolean retries;

    /** The state that the sink knows. */
    @Nullable
    RootState told;

    /** How far work on it has come that takes long. */
    Optional<Progress> progress = Optional.empty();

    private final Deque<Scan> scans = new ArrayDeque<>();

    Tree(WatchRequest request) {
        watched = request.tree();
        reach = new Reach(watched);
        root = watched.root();
        nextSince = request.since();
    }

    /** True if the root is a single file, so that its directory is watched and only its name counts. */
    boolean isFile() {
        return watcher != null && watcher.isForFile();
    }

    boolean covers(BytePath path) {
        return isFile() ? path.equals(root) : reach.covers(path);
    }

    void lose(String reason) {
        if (lost == null) {
            lost = reason;
        }
    }

    /** The scan whose turn it is; null if there is none. */
    @Nullable
    Scan scan() {
        return scans.peek();
    }

    boolean isComparing() {
        return scans.stream().anyMatch(scan -> scan.cause == Cause.OVERFLOW);
    }

    void scan(Scan scan) {
        scans.add(scan);
    }

    void endScan() {
        Scan ended = scans.poll();
        if (ended != null) {
            ended.close();
        }
    }

    void cancelScans() {
        while (!scans.isEmpty()) {
            endScan();
        }
    }

    /** A new directory is being watched; now what it holds already must be found. */
    void arrived(BytePath directory, long now) {
        Scan last = scans.peekLast();
        if (last == null || !last.isForArrivals()) {
            last = Scan.arrivals(reach, now);
            scans.add(last);
        }
        if (last.pending() >= MOST_ARRIVALS) {
            lose("more directories came at once than are kept");
        } else {
            last.add(directory);
        }
    }

    List<BytePath> knownNames() {
        return known.names();
    }
}
