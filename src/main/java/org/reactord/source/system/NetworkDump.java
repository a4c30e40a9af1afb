package org.reactord.source.system;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.Netlink;
import org.reactord.natives.NetlinkMessage;
import org.reactord.natives.RouteMessages;

/**
 * Reads the kernel's tables: netlink(7), "dump". By a socket of its own each time, so that no answer of another question is
 * in it and nothing is kept open; what is asked for while changes come in on the other would be lost with them.
 *
 * <p>The kernel makes each part of the answer while it is read, so that reading never waits.
 */
final class NetworkDump {
    /** The kernel fills no more than this, however much room there is. */
    private static final int ROOM = 32 * 1024;

    private static final int TRIES = 5;
    private static final int LOOPBACK = 1;

    private final NetlinkMessage answer = new NetlinkMessage(ROOM);
    private boolean interrupted;

    /** Everything, in place of what was there: 0 or {@code -errno}. */
    int read(NetworkSnapshot into) {
        return repeated(into::clear, fd -> all(fd, into));
    }

    /** The interfaces that a default route leads through, in place of what was there: 0 or {@code -errno}. */
    int readRouted(Set<Integer> into) {
        return repeated(into::clear, fd -> routes(fd, into));
    }

    private interface Reading {
        int from(int fd);
    }

    /** Reads again if a table was changed meanwhile; the last time that has to do, as a change tells itself. */
    private int repeated(Runnable clear, Reading reading) {
        int fd = Netlink.open(Netlink.NETLINK_ROUTE, 0);
        if (fd < 0) {
            return fd;
        }
        int result = 0;
        interrupted = true;
        for (int i = 0; i < TRIES && interrupted && result >= 0; i++) {
            clear.run();
            interrupted = false;
            result = reading.from(fd);
        }
        Fd.close(fd);
        return result;
    }

    private int all(int fd, NetworkSnapshot into) {
        int result = table(fd, RouteMessages.RTM_GETLINK, RouteMessages.IFINFOMSG_SIZE, message -> {
            NetworkMessages.link(message).ifPresent(link -> into.links().put(link.index(), link));
        });
        if (result == 0) {
            result = table(fd, RouteMessages.RTM_GETADDR, RouteMessages.IFADDRMSG_SIZE, message -> {
                Optional<NetworkAddress> address = NetworkMessages.address(message);
                address.filter(usable -> !NetworkMessages.isTentative(message)).ifPresent(into.addresses()::add);
            });
        }
        return result == 0 ? routes(fd, into.routed()) : result;
    }

    private int routes(int fd, Set<Integer> into) {
        int result = awaitWriters(fd);
        return result < 0
                ? result
                : table(fd, RouteMessages.RTM_GETROUTE, RouteMessages.RTMSG_SIZE, message -> {
                    NetworkMessages.addWays(message, into);
                });
    }

    /**
     * Waits until whoever is changing something has done it. When an address or an interface goes, the kernel tells so first
     * and removes the routes of IPv4 afterwards, without a word. It holds its lock meanwhile, which newer kernels do not take
     * to tell the routes, but do to tell one interface.
     */
    private int awaitWriters(int fd) {
        ByteBuffer request = RouteMessages.request(RouteMessages.RTM_GETLINK, 0, RouteMessages.IFINFOMSG_SIZE);
        request.putInt(RouteMessages.HEADER_SIZE + RouteMessages.IFINFOMSG_INDEX, LOOPBACK);
        int written = Fd.write(fd, request);
        return written < 0 ? written : answer.receive(fd);
    }

    private int table(int fd, int type, int size, Consumer<RouteMessages> each) {
        int written = Fd.write(fd, RouteMessages.request(type, RouteMessages.NLM_F_DUMP, size));
        return written < 0 ? written : answer(fd, type - RouteMessages.GET_AFTER_NEW, each);
    }

    private int answer(int fd, int wanted, Consumer<RouteMessages> each) {
        while (true) {
            int count = answer.receive(fd);
            if (count < 0 && count != -Errno.EINTR) {
                return count;
            }
            RouteMessages messages = new RouteMessages(answer.data());
            while (count > 0 && messages.next()) {
                interrupted |= (messages.flags() & RouteMessages.NLM_F_DUMP_INTR) != 0;
                int type = messages.type();
                if (type == wanted) {
                    each.accept(messages);
                } else if (type == RouteMessages.NLMSG_DONE || type == RouteMessages.NLMSG_ERROR) {
                    return Math.min(0, messages.error());
                }
            }
        }
    }
}
