package org.reactord.engine;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.ItemName;
import org.reactord.event.ItemName.State;

/**
 * The events of a rule that came with a state, by the name of that, so that one of many is found without a look at all.
 * They are in here as long as their files may be there. Confined to the loop thread.
 */
final class WaitingStates {
    private final Map<String, Set<BytePath>> byName = new HashMap<>();

    /** An event has come, or is on its way; nothing is done for one without a state. */
    void add(BytePath item) {
        ItemName.state(item).ifPresent(state -> byName.computeIfAbsent(state.name(), any -> new LinkedHashSet<>())
                .add(item));
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Its file is gone. */
    void remove(BytePath item) {
        if (byName.isEmpty()) {
            return;
        }
        ItemName.state(item).map(State::name).ifPresent(name -> {
            Set<BytePath> items = byName.get(name);
            if (items != null && items.remove(item) && items.isEmpty()) {
                byName.remove(name);
            }
        });
    }

    /** All that came with one of the values of this state, oldest first. */
    List<BytePath> of(State state) {
        return List.copyOf(byName.getOrDefault(state.name(), Set.of()));
    }
}
