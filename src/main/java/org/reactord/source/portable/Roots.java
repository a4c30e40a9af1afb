package org.reactord.source.portable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;
import org.reactord.event.FileKind;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.source.EventSink;
import org.reactord.source.RootState;
import org.reactord.source.RootState.Kind;
import org.reactord.source.WatchRequest;

/**
 * Keeps each tree's watcher on what its root is now: a directory, a file, nothing yet, or nothing any more.
 *
 * <p>Of the thread {@code source:portable}.
 */
final class Roots {
    /** How often a tree that could not be watched in full is tried and compared again. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    private static final String INTERVAL = "every " + RETRY.toSeconds() + "s";
    /** File systems stamp by a clock that ticks this often at the least. */
    private static final Duration CLOCK_TICK = Duration.ofMillis(20);

    private final EventSink sink;
    private final ThreadFactory threads;
    private final Reports reports;
    private final @Nullable RootWatch rootWatch;
    private final List<TreeWatcher> stopped = new ArrayList<>();

    Roots(EventSink sink, ThreadFactory threads, Reports reports, @Nullable RootWatch rootWatch) {
        this.sink = sink;
        this.threads = threads;
        this.reports = reports;
        this.rootWatch = rootWatch;
    }

    /** Looks what the root is, and watches that unless it is being watched already. */
    void examine(Tree tree, long now) {
        Look look = FileStamps.lookThrough(tree.root);
        if (tree.watcher != null && isWatchedAs(tree, look)) {
            if (tree.armed) {
                tellWatched(tree, tree.watcher);
            }
            return;
        }
        stopWatcher(tree);
        if (rootWatch != null) {
            rootWatch.follow(tree);
            look = FileStamps.lookThrough(tree.root);
        }
        if (look instanceof Look.Found found && isPossible(tree, found)) {
            startWatcher(tree, found, now);
        } else {
            await(tree, look, now);
        }
    }

    private static boolean isPossible(Tree tree, Look.Found found) {
        return found.kind() == FileKind.DIRECTORY || !tree.watched.directoryOnly();
    }

    private static boolean isWatchedAs(Tree tree, Look look) {
        if (tree.isFile()) {
            return !(look instanceof Look.Found found) || found.kind() != FileKind.DIRECTORY;
        }
        return look instanceof Look.Found found && tree.anchor != null && tree.anchor.sameFile(found);
    }

    private void startWatcher(Tree tree, Look.Found found, long now) {
        boolean directory = found.kind() == FileKind.DIRECTORY;
        TreeWatcher watcher = directory ? TreeWatcher.ofDirectory(tree, reports) : TreeWatcher.ofFile(tree, reports);
        tree.watcher = watcher;
        tree.anchor = found;
        try {
            watcher.start(threads);
        } catch (IOException exhausted) {
            tree.armed = true;
            limited(tree, watcher, TreeWatcher.reason(exhausted), true, now);
            scanFirst(tree, now);
        }
    }

    private void await(Tree tree, Look look, long now) {
        if (tree.told != null) {
            tree.nextCause = Cause.EVENT;
        }
        tree.nextSince = WatchRequest.ALL;
        tree.comparedUntil = WatchRequest.NOTHING;
        if (look instanceof Look.Hidden hidden) {
            retryLater(tree, now);
            tell(tree, Kind.DEGRADED, tree.root + ": " + hidden.reason() + "; looked at again " + INTERVAL, 0);
        } else if (look instanceof Look.Found && tree.awaited != null) {
            tell(tree, Kind.WAITING, tree.root + " is a file, not a directory", 1);
        } else if (tree.awaited == null) {
            retryLater(tree, now);
            tell(tree, Kind.WAITING, tree.root + " does not exist; looked for " + INTERVAL, 0);
        } else {
            tell(tree, Kind.WAITING, tree.awaited + " does not exist", 1);
        }
    }

    /** All directories are being watched; what was there before is found by a scan. */
    void armed(Tree tree, TreeWatcher from, long now) {
        if (tree.watcher == from) {
            tree.armed = true;
            tree.progress = Optional.empty();
            tellWatched(tree, from);
            scanFirst(tree, now);
        }
    }

    private void scanFirst(Tree tree, long now) {
        scan(tree, tree.nextCause, tree.nextSince, now);
        tree.nextCause = Cause.EVENT;
        tree.nextSince = WatchRequest.ALL;
    }

    /** Begins to walk over the tree, unless there is nothing that it could tell. */
    void scan(Tree tree, Cause cause, long since, long now) {
        Instant wall = Instant.now().minus(CLOCK_TICK);
        tree.comparedUntil = wall.getEpochSecond() * 1_000_000_000L + wall.getNano();
        if (since != WatchRequest.NOTHING) {
            Scan scan =
                    tree.isFile() ? Scan.file(tree.reach, cause, since, now) : Scan.all(tree.reach, cause, since, now);
            tree.scan(scan);
        }
    }

    private void tellWatched(Tree tree, TreeWatcher watcher) {
        if (tree.limit != null) {
            String again = tree.retries ? "; tried and compared again " + INTERVAL : "";
            tell(tree, Kind.DEGRADED, tree.limit + again, watcher.watches());
        } else if (tree.isFile() && FileStamps.lookThrough(tree.root) instanceof Look.Absent) {
            tell(tree, Kind.WAITING, tree.root + " does not exist", watcher.watches());
        } else {
            tell(tree, Kind.WATCHED, "", watcher.watches());
        }
    }

    private void tell(Tree tree, Kind kind, String detail, int watches) {
        RootState state = new RootState(tree.watched, kind, detail, watches, tree.progress);
        if (!state.equals(tree.told)) {
            tree.told = state;
            sink.rootChanged(state);
        }
    }

    /** Part of a tree is not being watched. */
    void limited(Tree tree, TreeWatcher from, String reason, boolean mayHeal, long now) {
        if (tree.watcher != from) {
            return;
        }
        tree.limit = reason;
        if (mayHeal) {
            retryLater(tree, now);
        }
        if (tree.armed) {
            tellWatched(tree, from);
        }
    }

    private static void retryLater(Tree tree, long now) {
        tree.retries = true;
        tree.retryAt = now + RETRY.toNanos();
    }

    /** Tries again what could not be watched, if the time has come; what changed meanwhile is found by its ctime. */
    void retry(Tree tree, long now) {
        if (tree.retries && tree.retryAt - now <= 0 && tree.scan() == null) {
            restart(tree, now);
        }
    }

    private void restart(Tree tree, long now) {
        if (tree.comparedUntil != WatchRequest.NOTHING) {
            tree.nextCause = Cause.OVERFLOW;
            tree.nextSince = tree.comparedUntil;
        }
        stopWatcher(tree);
        examine(tree, now);
    }

    /** A watcher has nothing left to watch. */
    void ended(Tree tree, TreeWatcher from, long now) {
        if (tree.watcher != from) {
            return;
        }
        if (tree.limit == null) {
            stopWatcher(tree);
            examine(tree, now);
        } else {
            // Not one directory could be watched; the state has been told, and the retry will start anew.
            tree.armed = true;
            tellWatched(tree, from);
            scanFirst(tree, now);
        }
    }

    /** The name of the root, or one on the way to it, came or went. A single file's own directory says so, too. */
    void heard(RootWatch.Hint hint, long now) {
        Tree tree = hint.tree();
        if (!tree.isFile()) {
            if (hint.gone()) {
                stopWatcher(tree);
            }
            examine(tree, now);
        }
    }

    /** Something was noticed below the root that may concern how it is watched. */
    void noticed(Tree tree, Notice notice, boolean directory, long now) {
        boolean mayBeReadable = notice == Notice.CHANGED && directory;
        if (tree.limit != null && !tree.retries && mayBeReadable) {
            restart(tree, now);
        } else if (tree.isFile()) {
            examine(tree, now);
        }
    }

    private void stopWatcher(Tree tree) {
        TreeWatcher watcher = tree.watcher;
        if (watcher != null) {
            watcher.stop();
            stopped.removeIf(TreeWatcher::isOver);
            stopped.add(watcher);
        }
        tree.watcher = null;
        tree.anchor = null;
        tree.armed = false;
        tree.progress = Optional.empty();
        tree.limit = null;
        tree.retries = false;
    }

    /** Nobody is interested in this tree any more. */
    void stop(Tree tree) {
        stopWatcher(tree);
        if (rootWatch != null) {
            rootWatch.forget(tree);
        }
    }

    /** Waits for the threads of all watchers that were ever stopped. */
    void joinStopped() throws InterruptedException {
        for (TreeWatcher watcher : stopped) {
            watcher.join();
        }
        stopped.clear();
    }
}
