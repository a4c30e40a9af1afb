package org.reactord.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.reactord.engine.view.ReloadReport;
import org.reactord.engine.view.Status;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.Event;
import org.reactord.event.FileEvent;
import org.reactord.event.Overflow;
import org.reactord.event.WatchedTree;
import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.rule.Enabled;
import org.reactord.rule.Refusal;
import org.reactord.rule.RuleSet;
import org.reactord.source.RootState;
import org.reactord.store.Disposal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop's handlers, one for each message. Confined to the loop thread. */
final class Turn {
    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    private final Deadlines deadlines = new Deadlines();
    private final RuleBook book = new RuleBook();
    private final Dispatcher dispatcher;
    private final Endings endings;
    private final Reloading reloading;
    private final Picture picture;
    private final List<Runnable> awaitingEnd = new ArrayList<>();
    private boolean stopping;
    private boolean over;
    private long overflows;

    Turn(Edges edges, int limit, Moment started) {
        Serials serials = new Serials();
        dispatcher = new Dispatcher(edges.launcher(), deadlines, serials, limit);
        JobYard yard = new JobYard(deadlines, serials, dispatcher, edges.store());
        endings = new Endings(dispatcher, yard, serials, edges.store());
        reloading = new Reloading(book, edges.source(), yard, endings);
        picture = new Picture(book, dispatcher, edges.source().name(), started);
    }

    OptionalLong nextDeadline() {
        return deadlines.next();
    }

    void onDeadlines(Moment now) {
        deadlines.runDue(now);
    }

    /** The last thing in every turn: what has become possible begins. */
    void end(Moment now) {
        dispatcher.dispatch(now);
        if (stopping && !over && dispatcher.isIdle() && !endings.busy()) {
            over = true;
            awaitingEnd.forEach(Runnable::run);
        }
    }

    /** True once the loop has nothing left to do, ever. */
    boolean over() {
        return over;
    }

    void onEvent(Event event, Moment now) {
        if (event instanceof FileEvent file) {
            onFileEvent(file, now);
        } else if (event instanceof Overflow overflow) {
            overflows++;
            LOG.warn("{}", overflow.describe());
        }
    }

    private void onFileEvent(FileEvent event, Moment now) {
        if (stopping) {
            return; // what lies in a spool is found at the next start
        }
        List<ActiveRule> watching = book.watching(event.tree());
        if (watching.isEmpty()) {
            onLateEvent(event, now);
        }
        for (int i = 0; i < watching.size(); i++) {
            offer(watching.get(i), event, now);
        }
    }

    /** Told of a tree that a reload has changed meanwhile: who watches the same root now shall not miss it. */
    private void onLateEvent(FileEvent event, Moment now) {
        for (WatchedTree tree : book.successors(event.tree())) {
            boolean reached = tree.recursive() || event.relative().parent().isEmpty();
            if (reached) {
                FileEvent retold = event.in(tree);
                book.watching(tree).forEach(active -> offer(active, retold, now));
            }
        }
    }

    private static void offer(ActiveRule active, FileEvent event, Moment now) {
        boolean foundAtStart = event.cause() == Cause.START && !active.rule().isSpool();
        if (foundAtStart) {
            return; // a tree that it shares with a spool: what lies there is no change
        }
        Optional<BytePath> left = event.change() == Change.DELETED ? Optional.of(event.path()) : event.from();
        left.ifPresent(path -> active.intake().vanished(path));
        Optional<Refusal> refusal = active.rule().refusal(event);
        if (refusal.isPresent()) {
            LOG.trace(
                    "rule '{}': not for {}: {}",
                    active.name(),
                    event.path(),
                    refusal.get().clause());
            event.from().ifPresent(old -> offerDeparture(active, event, old, refusal.get(), now));
        } else if (active.rule().enabled() == Enabled.SHADOW) {
            LOG.info("rule '{}' is a shadow: it would take {}", active.name(), event.describe());
        } else {
            active.intake().take(event, now);
        }
    }

    /** A wanted name was moved to one that the rule does not look at: for this rule it is gone. */
    private static void offerDeparture(ActiveRule active, FileEvent moved, BytePath old, Refusal refusal, Moment now) {
        boolean byName = refusal.key().equals("match") || refusal.key().equals("ignore");
        FileEvent departure = new FileEvent(
                moved.tree(), old, Change.DELETED, moved.kind(), Optional.empty(), Optional.empty(), moved.cause());
        if (byName
                && active.rule().enabled() == Enabled.ON
                && active.rule().refusal(departure).isEmpty()) {
            active.intake().take(departure, now);
        }
    }

    void onRootChanged(RootState state) {
        book.rootChanged(state);
    }

    void onAttemptStarted(Attempt attempt, long pid) {
        dispatcher.started(attempt, pid);
    }

    void onAttemptEnded(Attempt attempt, Outcome outcome, Output output, Moment now) {
        endings.ended(attempt, outcome, output, now);
    }

    void onItemDisposed(Attempt attempt, Disposal disposal, Moment now) {
        endings.disposed(attempt, disposal, now);
    }

    void onStatusAsked(Consumer<Status> answer, Moment now) {
        answer.accept(picture.at(now, stopping, overflows));
    }

    void onRulesChanged(RuleSet rules, Consumer<ReloadReport> answer, Moment now) {
        reloading.apply(rules, answer, now);
    }

    void onShutdownAsked(boolean atOnce, Runnable ended, Moment now) {
        stopping = true;
        awaitingEnd.add(ended);
        dispatcher.stop();
        if (atOnce) {
            dispatcher.endAll(now);
        }
    }
}
