package org.reactord.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.reactord.client.ExitCode;
import org.reactord.engine.Inbox;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.RuleStatus;
import org.reactord.engine.view.Status;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.WatchedTree;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSet;
import org.reactord.source.RootState;
import org.reactord.source.listing.Directories;
import org.reactord.source.listing.ListingSource;
import org.reactord.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of {@code server --once}: waits until everything that was found has been tried, ends the loop, and looks once
 * more, because only what is not there any more has certainly been delivered.
 */
final class OnePass {
    private static final Logger LOG = LoggerFactory.getLogger(OnePass.class);

    private final Inbox inbox;
    private final ListingSource source;
    private final Store store;

    OnePass(Inbox inbox, ListingSource source, Store store) {
        this.inbox = inbox;
        this.source = source;
        this.store = store;
    }

    /** What lies in a spool after the pass. */
    private static final class Left {
        int complete;
        int beingWritten;
    }

    /** The exit code: 0 exactly when nothing is left. */
    int finish(Thread loop, RuleSet rules) throws InterruptedException {
        Optional<Status> last = everythingTried();
        inbox.shutdown(false, () -> {});
        loop.join();
        boolean fine = true;
        for (Rule rule : last.map(OnePass::rulesOf).orElse(rules).rules()) {
            fine &= nothingIsLeft(rule);
        }
        for (RuleStatus rule : last.map(Status::rules).orElse(List.of())) {
            fine &= rule.givenUp() == 0 && rule.health() != Health.BROKEN;
        }
        return fine ? ExitCode.FINE.code() : ExitCode.FAILED.code();
    }

    private static RuleSet rulesOf(Status status) {
        return new RuleSet(status.rules().stream().map(RuleStatus::rule).toList());
    }

    /** A spool that holds more than fits in memory is listed again and again, each time for as much as there is room. */
    private Optional<Status> everythingTried() throws InterruptedException {
        Optional<Status> quiet;
        do {
            source.awaitRest();
            quiet = awaitQuiet();
        } while (quiet.isPresent() && !quiet.get().state().equals(Status.STOPPING) && !source.isAtRest());
        return quiet;
    }

    private Optional<Status> awaitQuiet() throws InterruptedException {
        BlockingQueue<Optional<Status>> answers = new ArrayBlockingQueue<>(1);
        inbox.whenQuiet(answers::add);
        return answers.take();
    }

    private boolean nothingIsLeft(Rule rule) throws InterruptedException {
        boolean fine = true;
        for (WatchedTree tree : rule.trees()) {
            Left left = new Left();
            Directories.Result result = Directories.list(tree, Cause.START, file -> count(rule, file, left));
            if (result.kind() != RootState.Kind.WATCHED) {
                LOG.warn("rule '{}': nothing is known of {}: {}", rule.name(), tree.root(), result.detail());
                fine &= result.kind() == RootState.Kind.WAITING; // where there is no directory nothing waits in it
            }
            if (left.complete + left.beingWritten > 0) {
                LOG.warn("rule '{}': in {} {}", rule.name(), tree.root(), describe(left));
                fine = false;
            }
        }
        return fine;
    }

    private static String describe(Left left) {
        int files = left.complete + left.beingWritten;
        String written = left.beingWritten == 0 ? "" : ", " + left.beingWritten + " of them still being written";
        return files + (files == 1 ? " file is" : " files are") + " left for the next pass" + written;
    }

    private void count(Rule rule, FileEvent file, Left left) {
        boolean delivered = file.stamp()
                .filter(stamp -> store.wasDelivered(rule.name(), file.path(), stamp))
                .isPresent();
        if (delivered || rule.refusal(asComplete(file)).isPresent()) {
            return;
        }
        if (file.change() == Change.WRITTEN) {
            left.complete++;
        } else {
            left.beingWritten++;
        }
    }

    private static FileEvent asComplete(FileEvent file) {
        return new FileEvent(
                file.tree(), file.path(), Change.WRITTEN, file.kind(), file.from(), file.stamp(), file.cause());
    }
}
