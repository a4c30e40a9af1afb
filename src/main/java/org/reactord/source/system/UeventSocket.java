package org.reactord.source.system;

import java.util.Optional;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.Netlink;
import org.reactord.natives.NetlinkMessage;
import org.reactord.natives.Poll;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket that hears of devices, from one of the {@linkplain UeventGroup two} who tell of them: netlink(7). */
final class UeventSocket {
    /** Who hears of them. */
    interface Hearer {
        /** Whether a message about this subsystem is worth reading. */
        boolean wants(String subsystem);

        void heard(Uevent uevent);

        /** The kernel has dropped messages. */
        void lost(String reason);

        /** All that was left after a loss has been heard. */
        void compare();
    }

    private static final Logger LOG = LoggerFactory.getLogger(UeventSocket.class);
    private static final int QUEUE = 1 << 20;
    private static final int MESSAGE = 32 * 1024;

    /** So many in a row, then others have their turn. */
    private static final int AT_ONCE = 512;

    private final UeventGroup group;
    private final Descriptors descriptors;
    private final Hearer hearer;
    private final NetlinkMessage message = new NetlinkMessage(MESSAGE);
    private final byte[] bytes = new byte[MESSAGE];
    private int fd = -1;
    private boolean behind;
    private boolean refusalSaid;

    UeventSocket(UeventGroup group, Descriptors descriptors, Hearer hearer) {
        this.group = group;
        this.descriptors = descriptors;
        this.hearer = hearer;
    }

    /** Listens from now on: 0 or {@code -errno}. */
    int open() {
        fd = Netlink.open(Netlink.NETLINK_KOBJECT_UEVENT, group.bit());
        if (fd < 0) {
            return fd;
        }
        int answer = Netlink.passCredentials(fd); // looked at when a message is received, so none is without
        if (answer < 0) {
            Fd.close(fd);
            return answer;
        }
        Netlink.setReceiveBuffer(fd, QUEUE); // what we get is enough, or a loss is noticed
        descriptors.add(fd, Poll.POLLIN, revents -> read());
        return 0;
    }

    UeventGroup group() {
        return group;
    }

    /** Reads what is there, unless that is very much: poll(2) will say so again. */
    private void read() {
        for (int i = 0; i < AT_ONCE; i++) {
            if (!readOne()) {
                return;
            }
        }
    }

    private boolean readOne() {
        int length = message.receive(fd);
        if (length >= 0) {
            take(length);
            return true;
        }
        if (length == -Errno.ENOBUFS || length == -Errno.EMSGSIZE) {
            if (!behind) {
                behind = true;
                hearer.lost(
                        length == -Errno.ENOBUFS
                                ? "the kernel's queue was full"
                                : "a message was larger than " + MESSAGE + " bytes");
            }
            return true;
        }
        if (length == -Errno.EINTR) {
            return true;
        }
        if (behind) {
            behind = false;
            hearer.compare();
        }
        return false;
    }

    private void take(int length) {
        if (!group.trusts(message.uid(), message.port(), message.groups())) {
            refuse();
            return;
        }
        message.data().get(0, bytes, 0, length);
        Optional<Uevent.Span> properties = group.properties(bytes, length);
        if (properties.isEmpty()) {
            return;
        }
        Optional<String> subsystem = Uevent.subsystem(bytes, properties.get());
        if (subsystem.isPresent() && hearer.wants(subsystem.get())) {
            Uevent.parse(bytes, properties.get()).ifPresent(hearer::heard);
        }
    }

    /** Said once: whoever sends these could fill the log. */
    private void refuse() {
        if (!refusalSaid) {
            refusalSaid = true;
            LOG.debug(
                    "a message about a device came from the user {}, port {}, and not from {}; ignored, and so are others like it",
                    message.uid(),
                    message.port(),
                    group == UeventGroup.KERNEL ? "the kernel" : "root's udev");
        }
    }

    /** Hears what is left, and ends. */
    void finish() {
        boolean more = true;
        for (int i = 0; more && i < QUEUE / AT_ONCE; i++) {
            more = readOne();
        }
        close();
    }

    void close() {
        descriptors.remove(fd);
        Fd.close(fd);
    }
}
