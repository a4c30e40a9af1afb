package org.reactord.source.system;

import java.util.Set;
import java.util.TreeSet;
import org.reactord.event.Cause;
import org.reactord.event.SystemKind;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.Netlink;
import org.reactord.natives.NetlinkMessage;
import org.reactord.natives.Poll;
import org.reactord.natives.RouteMessages;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;

/**
 * Interfaces, their addresses and the way out: rtnetlink(7), for which no privilege is needed.
 *
 * <p>Interfaces and addresses are followed by what each message says. Default routes are read again whenever something may
 * have changed them: a route that is replaced says nothing of the one it replaces, and the kernel removes routes of IPv4 that
 * an interface or an address takes along without a word.
 */
final class NetworkFacility implements Facility {
    private static final int GROUPS = RouteMessages.RTMGRP_LINK
            | RouteMessages.RTMGRP_IPV4_IFADDR
            | RouteMessages.RTMGRP_IPV6_IFADDR
            | RouteMessages.RTMGRP_IPV4_ROUTE
            | RouteMessages.RTMGRP_IPV6_ROUTE
            | RouteMessages.RTMGRP_NEXTHOP;

    /** Room for some hundred changes of interfaces, which cost the kernel some thousand bytes each. */
    private static final int QUEUE = 1 << 20;

    private static final int ROOM = 32 * 1024;

    /** So many messages at once, so that no flood of them keeps others from their turn. */
    private static final int AT_ONCE = 256;

    private static final int TRIES = 4;

    private final Descriptors descriptors;
    private final Reports reports;
    private final int queue;
    private final NetlinkMessage message = new NetlinkMessage(ROOM);
    private final NetworkDump dump = new NetworkDump();
    private final NetworkTable table;
    private int fd = -1;

    /** Default routes may be others than the table says. */
    private boolean routesStale;

    /** Messages are missing, and nothing was compared since. */
    private boolean allStale;

    private SystemState state = SystemState.heard(SystemKind.NETWORK);

    NetworkFacility(Descriptors descriptors, Reports reports) {
        this(descriptors, reports, QUEUE);
    }

    /** With a queue of another size, in bytes. */
    NetworkFacility(Descriptors descriptors, Reports reports, int queue) {
        this.descriptors = descriptors;
        this.reports = reports;
        this.queue = queue;
        table = new NetworkTable(new NetworkTeller(reports::happened));
    }

    @Override
    public SystemKind kind() {
        return SystemKind.NETWORK;
    }

    @Override
    public SystemState open(SystemRequest request) {
        fd = Netlink.open(Netlink.NETLINK_ROUTE, GROUPS);
        if (fd < 0) {
            return unavailable("no netlink socket", fd);
        }
        boolean opened = false;
        try {
            Netlink.setReceiveBuffer(fd, queue);
            NetworkFilter.attach(fd); // without it there is more to hear, and nothing less
            int answer = compare(Cause.START);
            opened = answer >= 0;
            if (!opened) {
                return unavailable("the kernel does not tell its interfaces", answer);
            }
            descriptors.add(fd, Poll.POLLIN, revents -> read());
            return state;
        } finally {
            if (!opened) { // who waits for room may be told to end
                Fd.close(fd);
            }
        }
    }

    private static SystemState unavailable(String what, int errno) {
        return SystemState.unavailable(
                SystemKind.NETWORK,
                what + ": " + Errno.message(errno)
                        + "; a sandbox has to allow sockets of the family AF_NETLINK (of systemd: RestrictAddressFamilies=)");
    }

    @Override
    public SystemState requested(SystemRequest request) {
        return state;
    }

    @Override
    public void close() {
        descriptors.remove(fd);
        Fd.close(fd);
    }

    private void read() {
        int answer = 0;
        for (int i = 0; i < AT_ONCE && answer != -Errno.EAGAIN; i++) {
            answer = message.receive(fd);
            if (answer == -Errno.ENOBUFS || answer == -Errno.EMSGSIZE) {
                allStale = true;
                reports.lost(
                        SystemKind.NETWORK,
                        answer == -Errno.ENOBUFS ? "the kernel's queue was full" : "a message was too long");
                break; // what else is there is older than what a comparison finds
            }
            if (answer > 0 && message.port() == 0 && !allStale) { // from the kernel
                heard(new RouteMessages(message.data()));
            }
        }
        refresh();
    }

    private void heard(RouteMessages messages) {
        while (messages.next()) {
            int type = messages.type();
            switch (type) {
                case RouteMessages.RTM_NEWLINK, RouteMessages.RTM_DELLINK ->
                    NetworkMessages.link(messages).ifPresent(link -> link(link, type == RouteMessages.RTM_NEWLINK));
                case RouteMessages.RTM_NEWADDR ->
                    NetworkMessages.address(messages)
                            .ifPresent(address -> address(address, !NetworkMessages.isTentative(messages)));
                case RouteMessages.RTM_DELADDR ->
                    NetworkMessages.address(messages).ifPresent(address -> address(address, false));
                case RouteMessages.RTM_NEWROUTE, RouteMessages.RTM_DELROUTE ->
                    routesStale |= NetworkMessages.isDefaultRoute(messages);
                case RouteMessages.RTM_NEWNEXTHOP, RouteMessages.RTM_DELNEXTHOP -> routesStale = true;
                default -> {}
            }
        }
    }

    private void link(NetworkLink link, boolean there) {
        boolean changes = !there || table.changes(link);
        if (changes && routesStale) {
            refresh(); // the way out may have moved elsewhere before this one went
        }
        boolean routed = table.isRouted(link.index());
        if (there) {
            table.link(link, Cause.EVENT);
        } else {
            table.gone(link.index(), Cause.EVENT);
        }
        routesStale |= changes && routed;
    }

    private void address(NetworkAddress address, boolean usable) {
        table.address(address, usable, Cause.EVENT);
        routesStale |= !usable && address.isInet() && table.isRouted();
    }

    /** Reads what may be others than the table says; what cannot be read now is when next something is heard. */
    private void refresh() {
        int answer = 0;
        if (allStale) {
            answer = compare(Cause.OVERFLOW);
        } else if (routesStale) {
            Set<Integer> routed = new TreeSet<>();
            answer = dump.readRouted(routed);
            if (answer >= 0) {
                routesStale = false;
                table.routes(routed, Cause.EVENT);
            }
        }
        SystemState now = answer >= 0
                ? SystemState.heard(SystemKind.NETWORK)
                : new SystemState(
                        SystemKind.NETWORK,
                        SystemState.State.DEGRADED,
                        "the kernel's tables cannot be read: " + Errno.message(answer)
                                + "; tried again with the next change");
        if (!now.equals(state)) {
            state = now;
            reports.changed(now);
        }
    }

    /** Compares everything with what was told; again while changes came in between, which would be told as if later. */
    private int compare(Cause cause) {
        NetworkSnapshot now = NetworkSnapshot.empty();
        Poll poll = new Poll();
        poll.add(fd, Poll.POLLIN);
        int tries = 0;
        do {
            discard();
            int answer = dump.read(now);
            if (answer < 0) {
                return answer;
            }
            tries++;
        } while (tries < TRIES && poll.poll(0) != 0);
        allStale = false;
        routesStale = false;
        table.compare(now, cause);
        return 0;
    }

    private void discard() {
        int answer = 0;
        for (int i = 0; i < AT_ONCE * TRIES && answer != -Errno.EAGAIN; i++) {
            answer = message.receive(fd);
        }
    }
}
