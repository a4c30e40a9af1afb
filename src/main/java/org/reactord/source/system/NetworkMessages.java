package org.reactord.source.system;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactord.event.ByteText;
import org.reactord.natives.RouteAttributes;
import org.reactord.natives.RouteMessages;

/** What a message of rtnetlink(7) says, as far as it matters here: linux/if_link.h, linux/if_addr.h, linux/rtnetlink.h. */
final class NetworkMessages {
    private static final int NOT_TOLD = -1;

    private NetworkMessages() {}

    /**
     * Of a message about an interface; empty if it is about something else that travels by the same name: about the port of
     * a bridge (AF_BRIDGE), which is told as gone when it leaves the bridge, or about a scan for wireless networks, which
     * has no operational state.
     */
    static Optional<NetworkLink> link(RouteMessages message) {
        if (!message.has(RouteMessages.IFINFOMSG_SIZE) || message.octet(0) != RouteMessages.AF_UNSPEC) {
            return Optional.empty();
        }
        String name = "";
        String kind = "";
        int operstate = NOT_TOLD;
        RouteAttributes attributes = message.attributes(RouteMessages.IFINFOMSG_SIZE);
        while (attributes.next()) {
            switch (attributes.type()) {
                case RouteMessages.IFLA_IFNAME -> name = ByteText.of(attributes.string());
                case RouteMessages.IFLA_OPERSTATE -> operstate = attributes.octet();
                case RouteMessages.IFLA_LINKINFO -> kind = kind(attributes.nested());
                default -> {}
            }
        }
        if (operstate == NOT_TOLD) {
            return Optional.empty();
        }
        boolean up = isUp(operstate, message.integer(RouteMessages.IFINFOMSG_FLAGS));
        return Optional.of(new NetworkLink(message.integer(RouteMessages.IFINFOMSG_INDEX), name, kind, up));
    }

    private static String kind(RouteAttributes attributes) {
        while (attributes.next()) {
            if (attributes.type() == RouteMessages.IFLA_INFO_KIND) {
                return ByteText.of(attributes.string());
            }
        }
        return "";
    }

    /**
     * A driver that tells no operational state leaves it unknown for ever, as the loopback, tun and WireGuard do. The kernel
     * calls such an interface running even without a carrier, so that is asked for too.
     */
    private static boolean isUp(int operstate, int flags) {
        int needed = RouteMessages.IFF_UP | RouteMessages.IFF_RUNNING | RouteMessages.IFF_LOWER_UP;
        return operstate == RouteMessages.IF_OPER_UP
                || (operstate == RouteMessages.IF_OPER_UNKNOWN && (flags & needed) == needed);
    }

    /** Of a message about an address of IPv4 or IPv6. */
    static Optional<NetworkAddress> address(RouteMessages message) {
        if (!message.has(RouteMessages.IFADDRMSG_SIZE)) {
            return Optional.empty();
        }
        byte @Nullable [] bytes = null;
        boolean local = false;
        RouteAttributes attributes = message.attributes(RouteMessages.IFADDRMSG_SIZE);
        while (attributes.next()) {
            if (attributes.type() == RouteMessages.IFA_LOCAL) {
                bytes = attributes.bytes();
                local = true;
            } else if (attributes.type() == RouteMessages.IFA_ADDRESS && !local) { // else that of the peer
                bytes = attributes.bytes();
            }
        }
        int family = message.octet(0);
        boolean inet = family == RouteMessages.AF_INET;
        if (bytes == null || bytes.length != (inet ? 4 : 16) || !(inet || family == RouteMessages.AF_INET6)) {
            return Optional.empty();
        }
        String text = AddressText.of(bytes) + "/" + message.octet(RouteMessages.IFADDRMSG_PREFIXLEN);
        int link = message.integer(RouteMessages.IFADDRMSG_INDEX);
        return Optional.of(new NetworkAddress(link, inet ? NetworkAddress.INET : NetworkAddress.INET6, text));
    }

    /** Whether the address of the message is still looked for on the network, so that it cannot be used yet. */
    static boolean isTentative(RouteMessages message) {
        int flags = message.octet(RouteMessages.IFADDRMSG_FLAGS);
        RouteAttributes attributes = message.attributes(RouteMessages.IFADDRMSG_SIZE);
        while (attributes.next()) {
            if (attributes.type() == RouteMessages.IFA_FLAGS) {
                flags = attributes.integer();
            }
        }
        return (flags & RouteMessages.IFA_F_TENTATIVE) != 0;
    }

    /** Whether a message is about a default route of the main table, of any type. */
    static boolean isDefaultRoute(RouteMessages message) {
        return message.has(RouteMessages.RTMSG_SIZE)
                && message.octet(RouteMessages.RTMSG_DST_LEN) == 0
                && message.octet(RouteMessages.RTMSG_TABLE) == RouteMessages.RT_TABLE_MAIN
                && (message.octet(0) == RouteMessages.AF_INET || message.octet(0) == RouteMessages.AF_INET6);
    }

    /** Adds the interfaces that a default route leads through: of one that forbids the way, none. */
    static void addWays(RouteMessages message, Set<Integer> links) {
        if (!isDefaultRoute(message) || message.octet(RouteMessages.RTMSG_TYPE) != RouteMessages.RTN_UNICAST) {
            return;
        }
        RouteAttributes attributes = message.attributes(RouteMessages.RTMSG_SIZE);
        while (attributes.next()) {
            if (attributes.type() == RouteMessages.RTA_OIF) {
                links.add(attributes.integer());
            } else if (attributes.type() == RouteMessages.RTA_MULTIPATH) {
                for (int link : attributes.nextHops()) {
                    links.add(link);
                }
            }
        }
    }
}
