package org.reactord.source.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;

/**
 * The interfaces, their addresses and the ways out as they were told last. Takes what is true now and tells the difference:
 * each transition once. Changes that were lost come as a {@link NetworkSnapshot}.
 *
 * <p>There is a way out through an interface that is up and has a default route; the machine is online if there is any.
 */
final class NetworkTable {
    private final NetworkTeller teller;
    private final SortedMap<Integer, NetworkLink> links = new TreeMap<>();
    private final Set<NetworkAddress> addresses = new LinkedHashSet<>();
    private Set<Integer> routed = new HashSet<>();
    private final Set<Integer> online = new LinkedHashSet<>();
    private boolean machineTold;
    private boolean machineOnline;
    private @Nullable NetworkLink lastOffline;

    NetworkTable(NetworkTeller teller) {
        this.teller = teller;
    }

    /** Whether something would be told of an interface of which this is true now. */
    boolean changes(NetworkLink now) {
        NetworkLink before = links.get(now.index());
        return before == null || before.up() != now.up() || !before.name().equals(now.name());
    }

    /** Whether a default route leads through the interface. */
    boolean isRouted(int index) {
        return routed.contains(index);
    }

    /** Whether there is a default route at all. */
    boolean isRouted() {
        return !routed.isEmpty();
    }

    /** An interface is there, for the first time or not. */
    void link(NetworkLink now, Cause cause) {
        put(now, cause);
        settle(cause);
    }

    private void put(NetworkLink now, Cause cause) {
        NetworkLink before = links.get(now.index());
        if (before != null && before.name().equals(now.name())) {
            links.put(now.index(), now);
            if (before.up() != now.up()) {
                teller.link(now, now.up() ? "up" : "down", cause);
                way(now, cause);
            }
            return;
        }
        List<NetworkAddress> kept = before == null ? List.of() : forget(before, cause);
        if (before != null) {
            teller.existence(before, "removed", cause);
        }
        links.put(now.index(), now);
        teller.existence(now, "added", cause);
        if (now.up() || cause == Cause.START) { // who comes into being did not go down
            teller.link(now, now.up() ? "up" : "down", cause);
        }
        way(now, cause);
        kept.forEach(address -> address(address, true, cause));
    }

    /** An interface is gone. */
    void gone(int index, Cause cause) {
        NetworkLink link = links.get(index);
        routed.remove(index);
        if (link != null) {
            forget(link, cause);
            settle(cause);
            teller.existence(link, "removed", cause);
        }
    }

    /** Tells of an interface all that ends with it, except that it does: which addresses it had. */
    private List<NetworkAddress> forget(NetworkLink link, Cause cause) {
        links.remove(link.index());
        NetworkLink down = new NetworkLink(link.index(), link.name(), link.kind(), false);
        if (link.up()) {
            teller.link(down, "down", cause);
        }
        way(down, cause);
        List<NetworkAddress> had = addresses.stream()
                .filter(address -> address.link() == link.index())
                .toList();
        had.forEach(address -> {
            addresses.remove(address);
            teller.address(link, address, "removed", cause);
        });
        return had;
    }

    /** An address can be used, or cannot. */
    void address(NetworkAddress address, boolean usable, Cause cause) {
        NetworkLink link = links.get(address.link());
        if (link != null && (usable ? addresses.add(address) : addresses.remove(address))) {
            teller.address(link, address, usable ? "added" : "removed", cause);
        }
    }

    /** These are the interfaces that a default route leads through. */
    void routes(Set<Integer> now, Cause cause) {
        routed = new HashSet<>(now);
        Set<Integer> touched = new TreeSet<>(routed);
        touched.addAll(online);
        List<NetworkLink> changed = new ArrayList<>();
        touched.forEach(index -> {
            NetworkLink link = links.get(index);
            if (link != null) {
                changed.add(link);
            }
        });
        changed.stream().filter(this::hasWay).forEach(link -> way(link, cause)); // first what is won
        changed.forEach(link -> way(link, cause));
        settle(cause);
    }

    private boolean hasWay(NetworkLink link) {
        return link.up() && routed.contains(link.index());
    }

    private void way(NetworkLink link, Cause cause) {
        boolean now = hasWay(link);
        if (now ? online.add(link.index()) : online.remove(link.index())) {
            teller.way(link, now, cause);
            lastOffline = now ? lastOffline : link;
        }
    }

    /** Tells whether the machine is online, once that of the interfaces is told. */
    private void settle(Cause cause) {
        boolean now = !online.isEmpty();
        if (!machineTold || now != machineOnline) {
            machineTold = true;
            machineOnline = now;
            teller.machine(now ? links.get(online.iterator().next()) : lastOffline, now, cause);
        }
    }

    /** All of this is true, and nothing else. */
    void compare(NetworkSnapshot now, Cause cause) {
        routed = new HashSet<>(now.routed());
        List.copyOf(links.values()).forEach(link -> {
            NetworkLink same = now.links().get(link.index());
            if (same == null || !same.name().equals(link.name())) { // first, as another may have its name now
                forget(link, cause);
                teller.existence(link, "removed", cause);
            }
        });
        now.links().values().forEach(link -> put(link, cause));
        routes(now.routed(), cause);
        List.copyOf(addresses).stream()
                .filter(address -> !now.addresses().contains(address))
                .forEach(address -> address(address, false, cause));
        now.addresses().forEach(address -> address(address, true, cause));
    }
}
