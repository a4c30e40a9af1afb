package org.reactord.source.inotify;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.reactord.event.Cause;
import org.reactord.source.EventSink;
import org.reactord.source.Progress;
import org.reactord.source.Progress.Work;
import org.reactord.source.RootState;
import org.reactord.source.RootState.Kind;

/** Says how far walks have come: at most once a second, and nothing of one that is shorter. */
final class Headway {
    private static final long PATIENCE = 1_000_000_000L;

    private final EventSink sink;
    private final LongSupplier ticks;

    Headway(EventSink sink, LongSupplier ticks) {
        this.sink = sink;
        this.ticks = ticks;
    }

    /** A bit of a walk has been made. */
    void made(Scan scan) {
        long now = ticks.getAsLong();
        if (scan.heardAt == Scan.UNHEARD) {
            scan.heardAt = now;
        } else if (now - scan.heardAt >= PATIENCE) {
            scan.heardAt = now;
            tell(scan.tree, Optional.of(new Progress(work(scan.purpose), scan.directories, scan.names)));
        }
    }

    /** A walk over the tree has ended, or will not be ended. */
    void over(Tree tree) {
        if (tree.progress.isPresent()) {
            tell(tree, Optional.empty());
        }
    }

    private void tell(Tree tree, Optional<Progress> progress) {
        tree.progress = progress;
        RootState told = tree.told;
        // What is being walked over is there, whatever was told when it was not.
        boolean outOfDate = told == null || (told.kind() == Kind.WAITING && tree.waiting.isEmpty());
        RootState state = new RootState(
                tree.watched,
                outOfDate || told == null ? Kind.WATCHED : told.kind(),
                outOfDate || told == null ? "" : told.detail(),
                tree.watches,
                progress);
        tree.told = state;
        sink.rootChanged(state);
    }

    private static Work work(Scan.Purpose purpose) {
        return switch (purpose.kind()) {
            case WATCH -> Work.ARMING;
            case START -> purpose.cause() == Cause.CATCH_UP ? Work.CATCHING_UP : Work.SCANNING;
            case FRESH -> Work.SCANNING;
            case FORCED, COMPARE, UNWATCHED, POLL -> Work.COMPARING;
        };
    }
}
