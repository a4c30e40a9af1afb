package org.reactord.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.engine.view.Fate;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.EventName;
import org.reactord.event.FileEvent;
import org.reactord.event.ItemName;
import org.reactord.event.ItemName.State;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.job.Job;
import org.reactord.rule.Enabled;
import org.reactord.rule.Return;
import org.reactord.rule.RuleSet;
import org.reactord.rule.SystemWant;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemSource;
import org.reactord.store.Store;
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
    /** More than so many, of all rules together, do not wait to be written down: memory is bounded. */
    static final int MOST_UNSEEN = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Happenings.class);

    /** An item of which nobody can say yet whether it still holds. */
    private record Held(ActiveRule active, FileEvent event) {}

    private final RuleBook book;
    private final JobYard yard;
    private final Serials serials;
    private final Store store;
    private final SystemSource system;
    private final Incidents incidents;
    private final Conditions conditions = new Conditions();
    private final Map<SystemKind, List<Held>> held = new EnumMap<>(SystemKind.class);
    private final Set<ActiveRule> beginning = new HashSet<>();
    private final Map<ActiveRule, Integer> lost = new HashMap<>();

    /** Events that were withdrawn before they were seen, and may still be seen. */
    private final Set<BytePath> withdrawn = new LinkedHashSet<>();

    private boolean machineWaits;

    Happenings(RuleBook book, JobYard yard, Serials serials, Edges edges, Incidents incidents) {
        this.book = book;
        this.yard = yard;
        this.serials = serials;
        this.store = edges.store();
        this.system = edges.system();
        this.incidents = incidents;
    }

    Conditions conditions() {
        return conditions;
    }

    /** What has to be listened to for these rules. */
    List<SystemRequest> requests(List<ActiveRule> rules) {
        Map<SystemKind, Set<Map<String, Set<String>>>> asked =
                RuleSet.wants(rules.stream().map(ActiveRule::rule).toList());
        conditions.ask(asked.keySet());
        List<SystemRequest> requests = new ArrayList<>();
        asked.forEach((kind, fields) -> requests.add(new SystemRequest(kind, fields)));
        return requests;
    }

    /** A rule begins to wait: what it wants of what holds already is told to it. */
    void begin(ActiveRule active, Moment now) {
        SystemWant want = active.rule().source().want().orElse(null);
        if (want == null || !want.atStart()) {
            return;
        }
        if (conditions.isSurveyed(want.kind())) {
            conditions.all(want.kind()).forEach(event -> offer(active, event.because(Cause.START), now));
        } else {
            beginning.add(active);
        }
    }

    /** All that holds of a kind is known: of what was left by an earlier daemon, some may have passed. */
    void surveyed(SystemKind kind, Moment now) {
        conditions.surveyed(kind);
        beginning.removeIf(active -> waitsFor(active, kind));
        release(kind, now);
    }

    /** Nothing will be told of a kind: what waited for that is run, since nobody can say that it has passed. */
    void unavailable(SystemKind kind, Moment now) {
        conditions.unavailable(kind);
        release(kind, now);
    }

    private void release(SystemKind kind, Moment now) {
        List<Held> waiting = held.remove(kind);
        for (Held one : waiting == null ? List.<Held>of() : waiting) {
            if (!one.active().retired() && waitsFor(one.active(), kind)) {
                seen(one.active(), one.event(), now)
                        .ifPresent(event -> one.active().intake().take(event, now));
            }
        }
    }

    /** A job of a rule has failed and waits for another attempt: unless the state has passed with which it came. */
    void failed(ActiveRule active, Job job, Moment now) {
        SystemWant want = active.rule().source().want().orElse(null);
        if (want != null) {
            job.path()
                    .ifPresent(item ->
                            conditions.whyPassed(want.kind(), item).ifPresent(why -> withdraw(active, item, why, now)));
        }
    }

    private static boolean waitsFor(ActiveRule active, SystemKind kind) {
        return active.rule().source().want().filter(want -> want.kind() == kind).isPresent();
    }

    void happened(SystemEvent event, Moment now) {
        conditions.note(event);
        machineWaits |= event.kind() == SystemKind.SYSTEM;
        for (ActiveRule active : List.copyOf(book.all())) {
            if (waitsFor(active, event.kind())) {
                event.condition().ifPresent(condition -> withdraw(active, event, condition, now));
                if (event.cause() != Cause.START || beginning.contains(active)) {
                    offer(active, event, now);
                }
            }
        }
        if (event.cause() != Cause.START) {
            Return.by(event).ifPresent(back -> retry(back, event, now));
        }
    }

    /** Runs a rule by hand for all that holds now and that it would take; how much that was. */
    int runByHand(ActiveRule active, Moment now) {
        SystemWant want = active.rule().source().want().orElse(null);
        int taken = 0;
        for (SystemEvent event : want == null ? List.<SystemEvent>of() : conditions.all(want.kind())) {
            if (want != null && want.refusalAnytime(event).isEmpty()) {
                put(active, event.because(Cause.MANUAL), want.what(event), now);
                taken++;
            }
        }
        return taken;
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

    private void offer(ActiveRule active, SystemEvent event, Moment now) {
        SystemWant want = active.rule().source().want().orElse(null);
        if (want == null || active.rule().enabled() == Enabled.OFF) {
            return;
        }
        Optional<String> refusal = want.refusal(event);
        if (refusal.isPresent()) {
            yard.chronicle().refused(active, event, refusal.get());
        } else if (active.rule().enabled() == Enabled.SHADOW) {
            yard.shadowed(active, event.brief(), event.cause(), now);
        } else {
            put(active, event, want.what(event), now);
        }
    }

    private void put(ActiveRule active, SystemEvent event, String what, Moment now) {
        if (book.all().stream().mapToInt(one -> one.unseen().size()).sum() >= MOST_UNSEEN) {
            lose(active, event);
            return;
        }
        Optional<String> key = active.rule().queue().key().map(template -> template.expand(event.fields()));
        BytePath name = ItemName.of(
                now.wall(),
                Long.toString(serials.nextOrder(), Character.MAX_RADIX),
                Optional.of(what),
                event.condition(),
                key);
        BytePath item = active.rule().source().roots().get(0).resolve(name);
        active.unseen().put(item, event.cause());
        active.waitingStates().add(item);
        yard.chronicle().happened(active, event, Fate.TAKEN, "");
        store.put(item, fields(event, what));
    }

    /** The log says when it begins, and how many it was when it is over: not once for each. */
    private void lose(ActiveRule active, SystemEvent event) {
        yard.chronicle().happened(active, event, Fate.LOST, "too many wait to be written to the state directory");
        if (lost.merge(active, 1, Integer::sum) == 1) {
            LOG.error(
                    "rule '{}': {} is lost, and so is what follows, because {} events wait to be written to the state"
                            + " directory already",
                    active.name(),
                    event.brief(),
                    MOST_UNSEEN);
        }
    }

    private void tellLost(ActiveRule active) {
        Integer count = active.unseen().isEmpty() ? lost.remove(active) : null;
        if (count != null) {
            LOG.error("rule '{}': {} events were lost; the others are written down", active.name(), count);
        }
    }

    /** What the command is told: all but what would hide a variable that says something else. */
    private static Map<String, String> fields(SystemEvent event, String what) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", what);
        fields.put("source", event.kind().word());
        event.fields().forEach((key, value) -> {
            if (EventName.isKey(key)) {
                fields.putIfAbsent(key, value);
            }
        });
        return fields;
    }

    /**
     * An item has come into the directory of a rule: the event as it is to be taken; empty if it waits for nothing any more.
     */
    Optional<FileEvent> seen(ActiveRule active, FileEvent event, Moment now) {
        SystemWant want = active.rule().source().want().orElse(null);
        if (want == null) {
            return Optional.of(event);
        }
        if (withdrawn.remove(event.path())) {
            return Optional.empty(); // it was on its way out before it was seen
        }
        if (active.intake().isUnderWay(event.path())) {
            return Optional.of(event); // what runs goes on
        }
        Cause cause = active.unseen().remove(event.path());
        tellLost(active);
        if (cause == null
                && conditions.isUnknown(want.kind())
                && ItemName.state(event.path()).isPresent()) {
            held.computeIfAbsent(want.kind(), kind -> new ArrayList<>()).add(new Held(active, event));
            return Optional.empty(); // an earlier daemon has left it: whether it still holds is known in a moment
        }
        Optional<String> passed = conditions.whyPassed(want.kind(), event.path());
        if (passed.isPresent()) {
            withdraw(active, event.path(), passed.get(), now);
            return Optional.empty();
        }
        active.waitingStates().add(event.path());
        if (saysTheSame(active, event.path())) {
            withdraw(active, event.path(), "another event that waits says the same", now);
            return Optional.empty();
        }
        return Optional.of(cause == null ? event : event.because(cause));
    }

    /** True for a state that is told again, as one is at a start of which an earlier daemon has left the event. */
    private static boolean saysTheSame(ActiveRule active, BytePath item) {
        State state = ItemName.state(item).filter(State::lasts).orElse(null);
        return state != null
                && active.waitingStates().of(state).stream()
                        .anyMatch(other -> !other.equals(item)
                                && active.intake().isWaiting(other)
                                && ItemName.saying(other).equals(ItemName.saying(item)));
    }

    /** The file of an event is gone. */
    void gone(ActiveRule active, BytePath item) {
        active.waitingStates().remove(item);
    }

    private void withdraw(ActiveRule active, SystemEvent event, Condition condition, Moment now) {
        State begun = State.of(condition);
        for (BytePath item : active.waitingStates().of(begun)) {
            boolean waits = active.unseen().containsKey(item) || active.intake().isWaiting(item);
            if (waits && ItemName.state(item).filter(begun::contradicts).isPresent()) {
                withdraw(active, item, event.brief() + " since", now);
            }
        }
    }

    private void withdraw(ActiveRule active, BytePath item, String why, Moment now) {
        if (active.unseen().remove(item) != null) {
            withdrawn.add(item);
            if (withdrawn.size() > MOST_UNSEEN) {
                withdrawn.remove(withdrawn.iterator().next()); // the oldest was never written, or is gone
            }
        }
        Optional<Job> job = active.intake().withdraw(item, why);
        LOG.debug("rule '{}': {} is not run: {}", active.name(), item.name(), why);
        yard.passed(active, item, job, why, now);
        store.withdraw(item);
        incidents.nothingLeft(active, now);
    }

    /** What failed for the lack of something is tried at once when that is back. */
    private void retry(Return back, SystemEvent event, Moment now) {
        for (ActiveRule active : List.copyOf(book.all())) {
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
