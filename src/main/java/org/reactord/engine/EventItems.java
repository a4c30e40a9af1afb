package org.reactord.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
import org.reactord.event.SafeText;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.job.Job;
import org.reactord.rule.SystemWant;
import org.reactord.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that wait for rules of the system, each a file in the directory of its rule: how they come there, and which of
 * them wait for nothing any more. Confined to the loop thread.
 */
final class EventItems {
    /** More than so many, of all rules together, do not wait to be written down: memory is bounded. */
    static final int MOST_UNSEEN = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventItems.class);

    /** An item of which nobody can say yet whether it still holds. */
    private record Held(ActiveRule active, FileEvent event) {}

    private final RuleBook book;
    private final JobYard yard;
    private final Serials serials;
    private final Store store;
    private final Incidents incidents;
    private final Conditions conditions;
    private final Map<SystemKind, List<Held>> held = new EnumMap<>(SystemKind.class);
    private final Map<ActiveRule, Integer> lost = new HashMap<>();

    /** Events that were withdrawn before they were seen, and may still be seen. */
    private final Set<BytePath> withdrawn = new LinkedHashSet<>();

    EventItems(RuleBook book, JobYard yard, Serials serials, Store store, Incidents incidents, Conditions conditions) {
        this.book = book;
        this.yard = yard;
        this.serials = serials;
        this.store = store;
        this.incidents = incidents;
        this.conditions = conditions;
    }

    /** Puts an event where it waits for a rule. */
    void put(ActiveRule active, SystemEvent event, String what, Moment now) {
        if (book.all().stream().mapToInt(one -> one.unseen().size()).sum() >= MOST_UNSEEN) {
            lose(active, event);
            return;
        }
        Optional<String> key = active.rule().queue().keyFor(event.fields());
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

    /** Takes back what waits for a rule and came with the contrary of a state that has begun. */
    void withdraw(ActiveRule active, SystemEvent event, Condition condition, Moment now) {
        State begun = State.of(condition);
        for (BytePath item : active.waitingStates().of(begun)) {
            boolean waits = active.unseen().containsKey(item) || active.intake().isWaiting(item);
            if (waits && ItemName.state(item).filter(begun::contradicts).isPresent()) {
                withdraw(active, item, event.words() + " since", now);
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
        LOG.debug("rule '{}': {} is not run: {}", active.name(), item.name(), SafeText.ofText(why));
        yard.passed(active, item, job, why, now);
        store.withdraw(item);
        incidents.nothingLeft(active, now);
    }

    /** Looks at what was held back until it is known what holds. */
    void release(SystemKind kind, Moment now) {
        List<Held> waiting = held.remove(kind);
        for (Held one : waiting == null ? List.<Held>of() : waiting) {
            if (!one.active().retired() && Happenings.waitsFor(one.active(), kind)) {
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
}
