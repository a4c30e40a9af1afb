package org.reactord.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.reactord.engine.view.Decisions;
import org.reactord.engine.view.EventReport;
import org.reactord.engine.view.Glimpse;
import org.reactord.engine.view.Inquiry;
import org.reactord.engine.view.OrderReport;
import org.reactord.engine.view.PathReport;
import org.reactord.engine.view.ReloadReport;
import org.reactord.engine.view.RestoreReport;
import org.reactord.engine.view.Status;
import org.reactord.event.BytePath;
import org.reactord.event.ClockJumped;
import org.reactord.event.Event;
import org.reactord.event.FileEvent;
import org.reactord.event.Overflow;
import org.reactord.event.Surveyed;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemLoss;
import org.reactord.job.Attempt;
import org.reactord.job.JobId;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.job.PendingJob;
import org.reactord.rule.Durations;
import org.reactord.rule.RuleSet;
import org.reactord.source.Content;
import org.reactord.source.RootState;
import org.reactord.source.SystemState;
import org.reactord.store.Disposal;
import org.reactord.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The loop's handlers, one for each message. Confined to the loop thread. */
final class Turn {
    private static final Duration STORE_AGAIN = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    private final Deadlines deadlines = new Deadlines();
    private final Chronicle chronicle;
    private final RuleBook book = new RuleBook();
    private final Dispatcher dispatcher;
    private final Leftovers leftovers;
    private final JobYard yard;
    private final WholeOutputs outputs;
    private final Messenger messenger;
    private final Removals removals;
    private final Endings endings;
    private final Loops loops;
    private final Orders orders;
    private final Reloading reloading;
    private final Marking marking;
    private final Happenings happenings;
    private final Offering offering;
    private final Store store;
    private final Picture picture;
    private final Explaining explaining;
    private final Onlookers onlookers = new Onlookers(deadlines, this::picture);
    private final List<Runnable> awaitingEnd = new ArrayList<>();
    private Optional<String> trouble = Optional.empty();
    private List<String> changedFiles = List.of();
    private final List<Consumer<Optional<Status>>> awaitingQuiet = new ArrayList<>();
    private boolean stopping;
    private boolean over;
    private long overflows;

    Turn(Edges edges, int limit, Moment started, Consumer<Message> post) {
        Serials serials = new Serials(edges.store().lastRun());
        chronicle = new Chronicle(deadlines, started);
        Dispatcher.Shadows shadows =
                attempt -> post.accept(new Message.AttemptEnded(attempt, new Outcome.Shadowed(), Output.NONE));
        dispatcher = new Dispatcher(edges.launcher(), shadows, deadlines, serials, chronicle, limit);
        leftovers = new Leftovers(edges.launcher(), deadlines);
        outputs = new WholeOutputs(edges.launcher());
        messenger = new Messenger(edges.launcher(), deadlines, serials, outputs);
        Incidents incidents = new Incidents(deadlines, messenger, outputs);
        Pausing pausing = new Pausing(deadlines, edges.store(), serials, incidents);
        yard = new JobYard(deadlines, serials, dispatcher, edges, leftovers, pausing, chronicle);
        loops = yard.loops();
        removals = new Removals(yard, serials, edges.store(), incidents, leftovers);
        happenings = new Happenings(book, yard, serials, edges, incidents);
        endings = new Endings(dispatcher, yard, incidents, removals, leftovers, edges.store(), happenings.items());
        marking = new Marking(edges.source(), edges.store(), deadlines, post);
        offering = new Offering(book, happenings.items(), marking, loops, chronicle);
        reloading = new Reloading(book, edges, yard, new Mending(removals, incidents), marking, leftovers, happenings);
        store = edges.store();
        Cancelling cancelling = new Cancelling(dispatcher, yard, removals, incidents);
        orders = new Orders(book, pausing, cancelling, new ManualRuns(yard, edges, serials, happenings), yard, store);
        picture = new Picture(book, dispatcher, leftovers, edges.source().name(), started);
        explaining = new Explaining(book, picture, edges, chronicle, happenings.conditions());
    }

    OptionalLong nextDeadline() {
        return deadlines.next();
    }

    void onDeadlines(Moment now) {
        chronicle.turn(now);
        deadlines.runDue(now);
    }

    /** The last thing in every turn: what has become possible begins. */
    void end(Moment now) {
        dispatcher.dispatch(now);
        marking.end(now);
        happenings.end();
        chronicle.end();
        boolean idle = dispatcher.isIdle() && messenger.isIdle() && !removals.busy();
        if (stopping && !over && idle && marking.finished(now)) {
            over = true;
            awaitingEnd.forEach(Runnable::run);
        }
        onlookers.end(now);
        if (!awaitingQuiet.isEmpty() && (over || isQuiet())) {
            Status quiet = picture(now);
            awaitingQuiet.forEach(answer -> answer.accept(Optional.of(quiet)));
            awaitingQuiet.clear();
        }
    }

    private boolean isQuiet() {
        return dispatcher.isIdle() && !removals.busy() && book.all().stream().allMatch(ActiveRule::hasNothingToBegin);
    }

    /** True once the loop has nothing left to do, ever. */
    boolean over() {
        return over;
    }

    void onEvent(Event event, Moment now) {
        if (event instanceof FileEvent file) {
            offering.seen(file, stopping, now);
        } else if (event instanceof Overflow overflow) {
            overflows++;
            chronicle.lost(overflow);
            LOG.warn("{}", overflow.describe());
        } else if (event instanceof ClockJumped jump) {
            // Deadlines hold by a clock that never jumps; what mattered is that the loop came out of its wait.
            LOG.atLevel(jump.isWorthAWord() ? Level.INFO : Level.DEBUG).log("{}", jump.describe());
            jump.asSystemEvent().ifPresent(told -> happenings.happened(told, now));
        } else if (event instanceof SystemEvent system) {
            happenings.happened(system, now);
        } else if (event instanceof Surveyed survey) {
            happenings.surveyed(survey.kind(), now);
        } else if (event instanceof SystemLoss loss) {
            overflows++;
            chronicle.lost(loss);
            LOG.warn("{}", loss.describe());
        }
    }

    void onRootChanged(RootState state) {
        book.rootChanged(state);
    }

    void onSystemChanged(SystemState state, Moment now) {
        Optional<String> told = book.systemChanged(state);
        if (state.unavailable().isPresent()) {
            happenings.unavailable(state.kind(), now);
        }
        told.ifPresent(sentence -> LOG.atLevel(state.state() == SystemState.State.HEARD ? Level.INFO : Level.WARN)
                .log("{}", sentence));
    }

    void onAttemptStarted(Attempt attempt, long pid, Duration after) {
        dispatcher.started(attempt, pid, after);
    }

    void onAttemptEnded(Attempt attempt, Outcome outcome, Output output, Moment now) {
        if (!messenger.ended(attempt, outcome, output, now)) {
            outputs.hold(attempt, output);
            endings.ended(attempt, outcome, output, now);
            outputs.release(attempt, output);
        }
    }

    void onLeftoverEnded(JobId job, Moment now) {
        leftovers.ended(job).ifPresent(withheld -> yard.enqueue(withheld.active(), withheld.job(), now));
    }

    void onItemDisposed(Attempt attempt, Disposal disposal, Moment now) {
        removals.disposed(attempt, disposal, now);
    }

    void onContentsRead(long question, Map<BytePath, Content> contents, Moment now) {
        loops.answered(question, contents, now);
    }

    void onWrittenAsked(Runnable answer) {
        store.whenWritten(answer);
    }

    void onPendingAsked(Consumer<List<PendingJob>> answer, Moment now) {
        answer.accept(yard.keeping().pending(book, now));
    }

    void onRestored(List<PendingJob> jobs, Consumer<RestoreReport> answer, Moment now) {
        answer.accept(yard.keeping().restore(book, yard, jobs, now));
    }

    void onExplanationAsked(Inquiry inquiry, Consumer<PathReport> answer, Moment now) {
        explaining.explain(inquiry, answer, now);
    }

    void onEventExplanationAsked(SystemEvent event, Consumer<EventReport> answer, Moment now) {
        answer.accept(explaining.explain(event, now));
    }

    void onDecisionsAsked(long after, boolean follows, Consumer<Decisions> answer) {
        chronicle.read(after, follows, answer);
    }

    void onStatusAsked(Consumer<Status> answer, Moment now) {
        answer.accept(picture(now));
    }

    void onGlimpseAsked(int known, Consumer<Glimpse> answer) {
        onlookers.await(known, answer);
    }

    private Status picture(Moment now) {
        return picture.at(now, stopping, overflows, trouble, changedFiles);
    }

    void onQuietAsked(Consumer<Optional<Status>> answer) {
        awaitingQuiet.add(answer);
    }

    void onRulesChanged(RuleSet rules, Consumer<ReloadReport> answer, Moment now) {
        changedFiles = List.of();
        reloading.apply(rules, answer, now);
    }

    void onRuleFilesSeen(List<String> changed) {
        changedFiles = List.copyOf(changed);
    }

    void onRulesRehearsed(RuleSet rules, Consumer<ReloadReport> answer) {
        answer.accept(reloading.rehearse(rules));
    }

    void onToldUntil(ActiveRule active, long touched, long until) {
        marking.answered(active, touched, until);
    }

    /** While the disk takes nothing, it is tried now and then; once it does again, nobody wakes for it. */
    void onStoreTroubled(Optional<String> reason, Moment now) {
        if (reason.isPresent()) {
            LOG.error(
                    "the state directory takes nothing: {}; it is tried again in {}, and until then a crash of the daemon "
                            + "could repeat or lose work",
                    reason.get(),
                    Durations.text(STORE_AGAIN));
            if (trouble.isEmpty()) {
                deadlines.at(now.after(STORE_AGAIN), this::tryStoreAgain);
            }
        } else {
            LOG.info("the state directory can be written again; all that waited is on disk");
        }
        trouble = reason;
    }

    private void tryStoreAgain(Moment now) {
        if (trouble.isPresent()) {
            store.tryAgain();
            deadlines.at(now.after(STORE_AGAIN), this::tryStoreAgain);
        }
    }

    void onOrder(Order order, Consumer<OrderReport> answer, Moment now) {
        orders.carryOut(order, answer, now);
    }

    void onShutdownAsked(boolean atOnce, Runnable ended, Moment now) {
        if (!stopping) {
            dispatcher.stop();
            for (ActiveRule active : book.all()) {
                active.intake().flush(now);
                yard.keeping().shuttingDown(active, now);
            }
        }
        stopping = true;
        awaitingEnd.add(ended);
        messenger.stop(atOnce, now);
        if (atOnce) {
            dispatcher.endAll(now);
        }
    }
}
