package org.reactord.source.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactord.event.SystemKind;
import org.reactord.natives.Errno;
import org.reactord.natives.Namespaces;
import org.reactord.source.SystemState;

/**
 * How much of the kernel's messages about devices gets here: network_namespaces(7), user_namespaces(7). They go to each network
 * that the system itself owns; to one that belongs to a user's container, only those about its own interfaces.
 */
final class Hearing {
    private static final String OWN_USERS = "/proc/self/uid_map";

    private Hearing() {}

    /** Why nothing that is heard could be believed; empty if it can. */
    static Optional<String> doubt(Sysfs files) {
        return Namespaces.networkOwner() == -Errno.EPERM && !isRootKnown(files)
                ? Optional.of("the messages about it come from root, whom this user namespace does not know;"
                        + " start the daemon outside of it (in a unit of systemd: PrivateUsers=no)")
                : Optional.empty();
    }

    /** Each line says: from here on, the users from there on, so many. */
    private static boolean isRootKnown(Sysfs files) {
        List<String> lines = new ArrayList<>();
        return files.read(OWN_USERS, lines) < 0
                || lines.stream().anyMatch(line -> line.strip().matches("0 +0 .*"));
    }

    /** How well a kind is heard of that depends on these messages. */
    static SystemState state(SystemKind kind, Sysfs sysfs) {
        long owner = Namespaces.networkOwner();
        if (owner >= 0 && owner != Namespaces.INITIAL_USER) {
            return degraded(
                    kind,
                    "in a user's own network namespace the kernel tells of nothing but its network interfaces;"
                            + " run the daemon in the network of the host");
        }
        return sysfs.exists("/class")
                ? SystemState.heard(kind)
                : degraded(kind, "what is there already is not known without sysfs; mount it at /sys");
    }

    private static SystemState degraded(SystemKind kind, String why) {
        return new SystemState(kind, SystemState.State.DEGRADED, why);
    }
}
