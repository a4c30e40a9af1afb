package org.reactord.engine;

import java.util.BitSet;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.WatchedTree;
import org.reactord.rule.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every rule that watches whether it wants what has happened, and gives it to those that do. Confined to the loop thread. */
final class Offering {
    private static final Logger LOG = LoggerFactory.getLogger(Offering.class);

    private final RuleBook book;
    private final EventItems items;
    private final Marking marking;
    private final Loops loops;
    private final Chronicle chronicle;

    /** Who wants the event that is offered just now; kept because it costs. */
    private final BitSet wanting = new BitSet();

    Offering(RuleBook book, EventItems items, Marking marking, Loops loops, Chronicle chronicle) {
        this.items = items;
        this.book = book;
        this.marking = marking;
        this.loops = loops;
        this.chronicle = chronicle;
    }

    /**
     * Something has happened to a file.
     *
     * @param stopping whether no work is taken any more: what lies in a spool, or is later than a mark, is found at the next
     *     start
     */
    void seen(FileEvent event, boolean stopping, Moment now) {
        RuleBook.Watching watching = book.watching(event.tree());
        if (stopping) {
            watching.all().forEach(marking::missed);
            return;
        }
        if (watching.all().isEmpty()) {
            onLateEvent(event, now);
        }
        offer(watching, event, now);
    }

    /** Told of a tree that a reload has changed meanwhile: who watches the same root now shall not miss it. */
    private void onLateEvent(FileEvent event, Moment now) {
        for (WatchedTree tree : book.successors(event.tree())) {
            boolean reached = tree.recursive() || event.relative().parent().isEmpty();
            if (reached) {
                offer(book.watching(tree), event.in(tree), now);
            }
        }
    }

    private void offer(RuleBook.Watching watching, FileEvent event, Moment now) {
        if (isForEach(event)) {
            for (int i = 0; i < watching.all().size(); i++) {
                offer(watching.all().get(i), event, now);
            }
            return;
        }
        if (event.change() == Change.DELETED) {
            for (int i = 0; i < watching.all().size(); i++) {
                vanished(watching.all().get(i), event.path(), now);
            }
        }
        watching.rules().wanting(event, wanting);
        marking.passedOver(event.tree());
        int told = 0;
        for (int i = wanting.nextSetBit(0); i >= 0; i = wanting.nextSetBit(i + 1)) {
            refused(watching, told, i, event);
            take(watching.all().get(i), event, now);
            told = i + 1;
        }
        refused(watching, told, watching.all().size(), event);
    }

    /** Whether it concerns also who does not want it: by what it says of another name, or by what the rule has missed. */
    private static boolean isForEach(FileEvent event) {
        return event.cause() == Cause.START
                || event.cause() == Cause.CATCH_UP
                || event.from().isPresent()
                || (event.kind() == FileKind.DIRECTORY && event.change() == Change.WRITTEN)
                || LOG.isTraceEnabled();
    }

    private void refused(RuleBook.Watching watching, int from, int to, FileEvent event) {
        if (from < to) {
            chronicle.refused(watching.rules().rules().subList(from, to), event);
        }
    }

    private void vanished(ActiveRule active, BytePath path, Moment now) {
        items.gone(active, path);
        active.intake().vanished(path, now);
    }

    private void take(ActiveRule active, FileEvent event, Moment now) {
        items.seen(active, event, now).ifPresent(wanted -> {
            loops.heard(active, wanted, now);
            active.intake().take(wanted, now);
            marking.touched(active, now);
        });
    }

    private void offer(ActiveRule active, FileEvent told, Moment now) {
        boolean found = told.cause() == Cause.START || told.cause() == Cause.CATCH_UP;
        if (found && !active.rule().isSpool() && !marking.hasMissed(active, told)) {
            return; // what lies in a tree is no change
        }
        if (Marking.isDirectoryForNothing(active.rule(), told)) {
            return;
        }
        FileEvent event = found && !active.rule().isSpool() ? told.because(Cause.CATCH_UP) : told;
        Optional<BytePath> left = event.change() == Change.DELETED ? Optional.of(event.path()) : event.from();
        left.ifPresent(path -> vanished(active, path, now));
        Optional<Refusal> refusal = active.rule().refusal(event);
        if (refusal.isPresent()) {
            LOG.trace(
                    "rule '{}': not for {}: {}",
                    active.name(),
                    event.path(),
                    refusal.get().clause());
            chronicle.refused(active, event, refusal.get());
            event.from().ifPresent(old -> offerDeparture(active, event, old, refusal.get(), now));
            marking.passedOver(event.tree());
        } else {
            take(active, event, now);
        }
    }

    /** A wanted name was moved to one that the rule does not look at: for this rule it is gone. */
    private void offerDeparture(ActiveRule active, FileEvent moved, BytePath old, Refusal refusal, Moment now) {
        boolean byName = refusal.key().equals("match") || refusal.key().equals("ignore");
        FileEvent departure = new FileEvent(
                moved.tree(), old, Change.DELETED, moved.kind(), Optional.empty(), Optional.empty(), moved.cause());
        if (byName && active.rule().refusal(departure).isEmpty()) {
            loops.heard(active, departure, now);
            active.intake().take(departure, now);
            marking.touched(active, now);
        }
    }
}
