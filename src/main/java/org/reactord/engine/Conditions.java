package org.reactord.engine;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.Condition;
import org.reactord.event.ItemName;
import org.reactord.event.ItemName.State;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;

/** What holds at this moment, as far as anybody has asked: of each condition the event with which it began. Confined to the loop thread. */
final class Conditions {
    private final Map<SystemKind, Map<String, SystemEvent>> present = new EnumMap<>(SystemKind.class);
    private final Set<SystemKind> asked = EnumSet.noneOf(SystemKind.class);
    private final Set<SystemKind> surveyed = EnumSet.noneOf(SystemKind.class);
    private final Set<SystemKind> unavailable = EnumSet.noneOf(SystemKind.class);

    /** Notes what has begun to hold, or does so no more. */
    void note(SystemEvent event) {
        Condition condition = event.condition().orElse(null);
        if (condition == null || !asked.contains(event.kind())) {
            return; // what is still told of a kind that nobody asks for any more would go stale
        }
        Map<String, SystemEvent> ofKind = present.computeIfAbsent(event.kind(), kind -> new LinkedHashMap<>());
        String name = State.of(condition).name();
        ofKind.remove(name); // the newest is last
        if (condition.lasts()) {
            ofKind.put(name, event);
        }
    }

    /** All that holds of this kind has been told. */
    void surveyed(SystemKind kind) {
        if (asked.contains(kind)) {
            surveyed.add(kind);
        }
    }

    boolean isSurveyed(SystemKind kind) {
        return surveyed.contains(kind);
    }

    /** Nothing is told of this kind. */
    void unavailable(SystemKind kind) {
        unavailable.add(kind);
    }

    /** True if it is not known yet what holds, and will be. */
    boolean isUnknown(SystemKind kind) {
        return asked.contains(kind) && !surveyed.contains(kind) && !unavailable.contains(kind);
    }

    /** These kinds are told of; of the others nothing is known any more. */
    void ask(Collection<SystemKind> kinds) {
        asked.clear();
        asked.addAll(kinds);
        present.keySet().retainAll(kinds);
        surveyed.retainAll(kinds);
        unavailable.clear(); // all that cannot be heard is tried again
    }

    /** Everything that holds of a kind, in the order in which it began. */
    List<SystemEvent> all(SystemKind kind) {
        return List.copyOf(present.getOrDefault(kind, Map.of()).values());
    }

    /** Why the state with which a waiting event came does not hold any more; empty if it does, or if nobody can say. */
    Optional<String> whyPassed(SystemKind kind, BytePath item) {
        State state = ItemName.state(item).orElse(null);
        if (state == null) {
            return Optional.empty();
        }
        SystemEvent now = present.getOrDefault(kind, Map.of()).get(state.name());
        if (now != null) {
            return now.condition().map(State::of).filter(state::contradicts).map(other -> now.words() + " since");
        }
        return surveyed.contains(kind) && state.lasts() ? Optional.of("that holds no more") : Optional.empty();
    }
}
