package org.reactord.engine;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.job.Job;
import org.reactord.rule.Enabled;
import org.reactord.rule.Return;
import org.reactord.rule.RuleSet;
import org.reactord.rule.SystemWant;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to the system and is no file's doing. Who wants it gets it as an item of a spool of its own, in the daemon's
 * state directory: so it outlives the daemon, and settles, waits, is tried again and is explained as every item is. Confined
 * to the loop thread.
 *
 * <p>What still waits when the state has passed with which it came is withdrawn.
 */
final class Happenings {
    private static final Logger LOG = LoggerFactory.getLogger(Happenings.class);

    private final RuleBook book;
    private final JobYard yard;
    private final SystemSource system;
    private final Conditions conditions = new Conditions();
    private final EventItems items;
    private final Set<ActiveRule> beginning = new HashSet<>();

    /** Who wants the event that is offered just now; kept because it costs. */
    private final BitSet wanting = new BitSet();

    private boolean machineWaits;

    Happenings(RuleBook book, JobYard yard, Serials serials, Edges edges, Incidents incidents) {
        this.book = book;
        this.yard = yard;
        this.system = edges.system();
        this.items = new EventItems(book, yard, serials, edges.store(), incidents, conditions);
    }

    Conditions conditions() {
        return conditions;
    }

    EventItems items() {
        return items;
    }

    /** What has to be listened to for these rules. */
    List<SystemRequest> requests(List<ActiveRule> rules) {
        Map<SystemKind, Set<Map<String, Set<String>>>> asked =
                RuleSet.wants(rules.stream().map(ActiveRule::rule).toList());
        conditions.ask(asked.keySet());
        return SystemRequest.of(asked);
    }

    /** A rule begins to wait: what it wants of what holds already is told to it. */
    void begin(ActiveRule active, Moment now) {
        SystemWant want = active.rule().source().want().orElse(null);
        if (want == null || !want.atStart()) {
            return;
        }
        if (conditions.isSurveyed(want.kind())) {
            conditions.all(want.kind()).forEach(event -> offer(active, want, event.because(Cause.START), now));
        } else {
            beginning.add(active);
        }
    }

    /** All that holds of a kind is known: of what was left by an earlier daemon, some may have passed. */
    void surveyed(SystemKind kind, Moment now) {
        conditions.surveyed(kind);
        beginning.removeIf(active -> waitsFor(active, kind));
        items.release(kind, now);
    }

    /** Nothing will be told of a kind: what waited for that is run, since nobody can say that it has passed. */
    void unavailable(SystemKind kind, Moment now) {
        conditions.unavailable(kind);
        items.release(kind, now);
    }

    static boolean waitsFor(ActiveRule active, SystemKind kind) {
        return wantOf(active, kind).isPresent();
    }

    private static Optional<SystemWant> wantOf(ActiveRule active, SystemKind kind) {
        return active.rule().source().want().filter(want -> want.kind() == kind);
    }

    void happened(SystemEvent event, Moment now) {
        conditions.note(event);
        machineWaits |= event.kind() == SystemKind.SYSTEM;
        RuleBook.Waiting waiting = book.waiting(event.kind());
        Condition condition = event.condition().orElse(null);
        if (condition != null) {
            for (ActiveRule active : waiting.all()) {
                if (!active.waitingStates().isEmpty()) {
                    items.withdraw(active, event, condition, now);
                }
            }
        }
        if (event.cause() == Cause.START) {
            waiting.all().stream().filter(beginning::contains).forEach(active -> wantOf(active, event.kind())
                    .ifPresent(want -> offer(active, want, event, now)));
        } else {
            offer(waiting, event, now);
        }
        if (event.cause() != Cause.START) {
            Return.by(event).ifPresent(back -> retry(back, event, now));
        }
    }

    /** Runs a rule by hand for all that holds now and that it would take; how much that was. */
    int runByHand(ActiveRule active, SystemWant want, Moment now) {
        List<SystemEvent> wanted = conditions.all(want.kind()).stream()
                .filter(event -> want.refusalAnytime(event).isEmpty())
                .toList();
        wanted.forEach(event -> items.put(active, event.because(Cause.MANUAL), want.what(event), now));
        return wanted.size();
    }

    /** The last thing in a turn: a machine that waits for commands before it sleeps, or goes down, waits no longer. */
    void end() {
        if (machineWaits && book.all().stream().noneMatch(Happenings::isBusyWithTheMachine)) {
            machineWaits = false;
            system.handled(SystemKind.SYSTEM);
        }
    }

    /** Who waits for another attempt, or for somebody's word, does not keep a machine awake. */
    private static boolean isBusyWithTheMachine(ActiveRule active) {
        return waitsFor(active, SystemKind.SYSTEM)
                && active.pause().isEmpty()
                && (!active.unseen().isEmpty() || active.jobs().stream().anyMatch(Happenings::isUnderWay));
    }

    private static boolean isUnderWay(Job job) {
        return job.state() == Job.State.QUEUED || job.state() == Job.State.RUNNING;
    }

    /** A program of which it is not known who has started it, while the rule's own command runs. */
    private static Optional<String> whyOwn(ActiveRule active, SystemEvent event) {
        boolean nobodys = event.kind() == SystemKind.PROCESS && !event.fields().containsKey("pid");
        return nobodys && active.running() > 0
                ? Optional.of("the rule's own command runs, and may have started it")
                : Optional.empty();
    }

    private void offer(RuleBook.Waiting waiting, SystemEvent event, Moment now) {
        waiting.rules().wanting(event, wanting);
        int told = 0;
        for (int i = wanting.nextSetBit(0); i >= 0; i = wanting.nextSetBit(i + 1)) {
            refused(waiting, told, i, event);
            ActiveRule active = waiting.on().get(i);
            wantOf(active, event.kind()).ifPresent(want -> offer(active, want, event, now));
            told = i + 1;
        }
        refused(waiting, told, waiting.on().size(), event);
    }

    private void refused(RuleBook.Waiting waiting, int from, int to, SystemEvent event) {
        if (from < to) {
            yard.chronicle().refused(waiting.rules().rules().subList(from, to), event);
        }
    }

    private void offer(ActiveRule active, SystemWant want, SystemEvent event, Moment now) {
        if (active.rule().enabled() == Enabled.OFF) {
            return;
        }
        Optional<String> refusal = want.refusal(event).or(() -> whyOwn(active, event));
        if (refusal.isPresent()) {
            yard.chronicle().refused(active, event, refusal.get());
        } else if (active.rule().enabled() == Enabled.SHADOW) {
            yard.shadowed(active, event.brief(), event.cause(), now);
        } else {
            items.put(active, event, want.what(event), now);
        }
    }

    /** What failed for the lack of something is tried at once when that is back. */
    private void retry(Return back, SystemEvent event, Moment now) {
        for (ActiveRule active : book.all()) {
            if (!active.retired() && active.rule().retry().alsoOn().contains(back)) {
                List<Job> jobs = List.copyOf(active.retries().keySet());
                if (!jobs.isEmpty()) {
                    LOG.debug(
                            "rule '{}': {}; what failed is tried now ({})",
                            active.name(),
                            event.brief(),
                            jobs.size() == 1 ? "1 job" : jobs.size() + " jobs");
                }
                jobs.forEach(job -> yard.retryNow(active, job, now));
            }
        }
    }
}
