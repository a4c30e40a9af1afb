package org.reactord.source.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;

/**
 * What the machine lives on.
 *
 * @param supply {@code ac} or {@code battery}
 * @param capacity how full the batteries are, 0 to 100; empty if there are none, or they do not say
 * @param batteries their names
 */
record PowerReading(String supply, OptionalInt capacity, List<String> batteries) {
    static final String AC = "ac";
    static final String BATTERY = "battery";

    PowerReading {
        batteries = List.copyOf(batteries);
    }

    /** What has changed; empty if nothing has that is told. */
    Optional<SystemEvent> since(@Nullable PowerReading before, Cause cause) {
        if (before == null || !before.supply.equals(supply)) {
            return Optional.of(told(supply, before, cause));
        }
        return before.capacity.equals(capacity) ? Optional.empty() : Optional.of(told("charge", before, cause));
    }

    private SystemEvent told(String what, @Nullable PowerReading before, Cause cause) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("state", what);
        fields.put("supply", supply);
        capacity.ifPresent(percent -> fields.put("capacity", Integer.toString(percent)));
        if (before != null) {
            fields.put("was-supply", before.supply);
            before.capacity.ifPresent(percent -> fields.put("was-capacity", Integer.toString(percent)));
        }
        if (!batteries.isEmpty()) {
            fields.put("batteries", String.join(" ", batteries));
        }
        return new SystemEvent(
                SystemKind.POWER, what, fields, Optional.of(new Condition("supply", supply, true)), cause);
    }
}
