package org.reactord.source.portable;

import java.time.Duration;
import java.util.Optional;
import org.reactord.event.Cause;
import org.reactord.source.EventSink;
import org.reactord.source.Progress;
import org.reactord.source.Progress.Work;
import org.reactord.source.RootState;
import org.reactord.source.RootState.Kind;
import org.reactord.source.WatchRequest;

/**
 * Says how far long work on a tree has come: at most once a second, and nothing of work that is shorter.
 *
 * <p>Of the thread {@code source:portable}.
 */
final class Headway {
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final EventSink sink;

    Headway(EventSink sink) {
        this.sink = sink;
    }

    /** Directories are still being registered. */
    void arming(Tree tree, TreeWatcher from, int directories) {
        if (tree.watcher == from && !tree.armed) {
            tell(tree, Optional.of(new Progress(Work.ARMING, directories, 0)));
        }
    }

    /** A bit of a scan has been made. */
    void made(Tree tree, Scan scan, long now) {
        if (now - scan.heardAt >= PATIENCE.toNanos()) {
            scan.heardAt = now;
            tell(tree, Optional.of(new Progress(work(scan), scan.entered(), scan.met())));
        }
    }

    private static Work work(Scan scan) {
        if (scan.cause == Cause.OVERFLOW) {
            return Work.COMPARING;
        }
        return scan.since == WatchRequest.ALL ? Work.SCANNING : Work.CATCHING_UP;
    }

    /** There is no work on the tree any more, or none of that kind. */
    void over(Tree tree) {
        if (tree.progress.isPresent()) {
            tell(tree, Optional.empty());
        }
    }

    private void tell(Tree tree, Optional<Progress> progress) {
        tree.progress = progress;
        RootState told = tree.told;
        RootState state = told == null || told.kind() == Kind.WAITING
                ? new RootState(tree.watched, Kind.WATCHED, "", 0, progress)
                : told.with(progress);
        tree.told = state;
        sink.rootChanged(state);
    }
}
