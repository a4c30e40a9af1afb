package org.reactord.source.system;

import org.reactord.event.SystemKind;
import org.reactord.natives.Namespaces;
import org.reactord.source.SystemState;

/** Whether the kernel tells of hardware here: it does in networks that the system itself owns, and in no container's of a user. */
final class NetworkNamespace {
    private NetworkNamespace() {}

    /** How well a kind is heard of that depends on it. */
    static SystemState state(SystemKind kind) {
        long owner = Namespaces.networkOwner();
        if (owner < 0 || owner == Namespaces.INITIAL_USER) {
            return SystemState.heard(kind);
        }
        return new SystemState(
                kind,
                SystemState.State.DEGRADED,
                "in a user's own network namespace the kernel tells of nothing but its network interfaces;"
                        + " run the daemon in the network of the host");
    }
}
