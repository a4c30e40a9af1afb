package org.reactord.source.system;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;

/** Puts what happened to the network into the words of rules. */
final class NetworkTeller {
    private final Consumer<SystemEvent> listener;

    NetworkTeller(Consumer<SystemEvent> listener) {
        this.listener = listener;
    }

    /** {@code added} or {@code removed}. */
    void existence(NetworkLink link, String state, Cause cause) {
        Condition condition = new Condition("interface:" + link.name(), state, state.equals("added"));
        tell(state, Map.of(), link, Optional.of(condition), cause);
    }

    /** {@code up} or {@code down}. */
    void link(NetworkLink link, String state, Cause cause) {
        tell(state, Map.of(), link, Optional.of(new Condition("link:" + link.name(), state, true)), cause);
    }

    /** Whether there is a way out through an interface. */
    void way(NetworkLink link, boolean online, Cause cause) {
        String state = online ? "online" : "offline";
        Condition condition = new Condition("route:" + link.name(), state, true);
        tell(state, Map.of("scope", "interface"), link, Optional.of(condition), cause);
    }

    /** Whether there is any way out, and the interface that made the difference, if one did. */
    void machine(@Nullable NetworkLink link, boolean online, Cause cause) {
        String state = online ? "online" : "offline";
        tell(state, Map.of("scope", "machine"), link, Optional.of(new Condition("route", state, true)), cause);
    }

    /** The address was {@code added} or {@code removed}. */
    void address(NetworkLink link, NetworkAddress address, String change, Cause cause) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("change", change);
        more.put("address", address.text());
        more.put("family", address.family());
        tell("address", more, link, Optional.empty(), cause);
    }

    private void tell(
            String state,
            Map<String, String> more,
            @Nullable NetworkLink link,
            Optional<Condition> condition,
            Cause cause) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("state", state);
        fields.putAll(more);
        if (link != null) {
            fields.put("interface", link.name());
            if (!link.kind().isEmpty()) {
                fields.put("kind", link.kind());
            }
            fields.put("index", Integer.toString(link.index()));
        }
        listener.accept(new SystemEvent(SystemKind.NETWORK, state, fields, condition, cause));
    }
}
