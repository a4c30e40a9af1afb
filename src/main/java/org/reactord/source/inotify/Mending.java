package org.reactord.source.inotify;

import java.time.Duration;
import java.util.Collection;
import org.reactord.natives.Clocks;
import org.reactord.source.WatchRequest;

/**
 * Makes up for what a tree has missed: events that were lost are told and compared for, directories that could not be
 * watched are compared and tried again.
 *
 * <p>A comparison finds files by their ctime. That a file was deleted leaves no trace: it is told if the kernel had said so
 * and only the daemon had no room, but not if the kernel's queue was full.
 */
final class Mending {
    /** Clocks of file systems tick, and the instant noted may be as late as this. */
    private static final long SLACK = Duration.ofMillis(50).toNanos();

    private static final String UNEVEN = "its directories changed faster than they could be followed";

    private final Teller teller;
    private final Scans scans;
    private final Completeness completeness;
    private final Roots roots;
    private final Timers timers;
    private final Marks marks;
    private final Kernel kernel;
    private final Reader reader;
    private final Pace pace;

    Mending(
            Teller teller,
            Scans scans,
            Completeness completeness,
            Roots roots,
            Timers timers,
            Marks marks,
            Kernel kernel,
            Reader reader,
            Pace pace) {
        this.teller = teller;
        this.scans = scans;
        this.completeness = completeness;
        this.roots = roots;
        this.timers = timers;
        this.marks = marks;
        this.kernel = kernel;
        this.reader = reader;
        this.pace = pace;
    }

    /** True if a tree has lost events and nothing keeps it from being compared. */
    boolean isDue(Tree tree) {
        return tree.lost != null && !tree.mending && !scans.isWalking(tree);
    }

    void mend(Collection<Tree> trees) {
        for (Tree tree : trees) {
            if (isDue(tree)) {
                tree.mending = true;
                teller.awaitRoom();
                marks.after(() -> makeUp(tree));
            }
            if (tree.uneven && tree.evening == null) {
                even(tree);
            }
            if (isWanting(tree) && tree.retry == null) {
                tree.retry = timers.in(pace.retry(), () -> retry(tree));
            }
        }
    }

    /** There is room, and all that had happened until then has been heard, though not told. */
    private void makeUp(Tree tree) {
        tree.mending = false;
        String reason = tree.lost;
        if (reason == null || tree.dropped) {
            return;
        }
        teller.overflow(tree, reason);
        long lostSince = Math.max(tree.lostSince, tree.armedAt) - SLACK;
        tree.lost = null;
        teller.lostNamesGone(tree);
        completeness.doubt(tree);
        tree.doubtful = true;
        scans.walk(tree, Scan.Purpose.makeUp(tree.tellsAll ? WatchRequest.ALL : lostSince, lostSince));
    }

    /** Less and less often, in case it will never be better. */
    private void even(Tree tree) {
        tree.unevenness = Math.min(tree.unevenness + 1, 6);
        Duration delay = pace.retry().dividedBy(60).multipliedBy(1L << tree.unevenness);
        tree.evening = timers.in(delay, () -> {
            tree.evening = null;
            tree.uneven = false;
            if (!tree.dropped) {
                teller.lose(tree, UNEVEN);
            }
        });
    }

    private static boolean isWanting(Tree tree) {
        return tree.limited > 0 || tree.denied > 0 || !tree.sure;
    }

    private void retry(Tree tree) {
        tree.retry = null;
        if (tree.dropped) {
            return;
        }
        if (!kernel.isOpen() && kernel.open() == 0) {
            reader.readFrom(kernel.fd());
        }
        roots.examine(tree);
        if (tree.root != null && tree.limited + tree.denied > 0 && !scans.isWalking(tree)) {
            long since = Math.max(tree.comparedAt, tree.armedAt) - SLACK;
            tree.comparedAt = Clocks.stamping();
            scans.walk(tree, Scan.Purpose.unwatched(since));
        }
    }
}
