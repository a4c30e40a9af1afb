package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * Sockets to the kernel: netlink(7), socket(7), recvmsg(2).
 *
 * <p>{@code struct sockaddr_nl} is the family (2 bytes), 2 of padding, the port and the groups (4 each). What is written to
 * such a socket ({@link Fd#write}) goes to the kernel.
 */
public final class Netlink {
    /** rtnetlink(7): links, addresses, routes. */
    public static final int NETLINK_ROUTE = 0;

    /** linux/connector.h: among others, what processes do. */
    public static final int NETLINK_CONNECTOR = 11;

    /** Devices that come and go. */
    public static final int NETLINK_KOBJECT_UEVENT = 15;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int SOCK_NONBLOCK = 04000;
    private static final int ADDRESS_SIZE = 12;
    private static final int ADDRESS_GROUPS = 8;

    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_PASSCRED = 16;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int FILTER_SIZE = 8;

    private Netlink() {}

    /** Opens a socket, closed on exec and non-blocking, and joins these groups (a set of bits): its descriptor, or {@code -errno}. */
    public static int open(int protocol, int groups) {
        int fd = LibC.result(LIBC.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol));
        if (fd < 0) {
            return fd;
        }
        Scratch scratch = Scratch.ofThread();
        scratch.struct().putLong(0, AF_NETLINK).putInt(ADDRESS_GROUPS, groups);
        int answer = LibC.result(LIBC.bind(fd, scratch.structAddress(), ADDRESS_SIZE));
        if (answer < 0) {
            Fd.close(fd);
            return answer;
        }
        return fd;
    }

    /** Has the kernel say with each message who sent it: 0 or {@code -errno}. */
    public static int passCredentials(int fd) {
        return setInt(fd, SO_PASSCRED, 1);
    }

    /** Asks for a queue of this many bytes: beyond the limit for everybody if we may, else up to it; 0 or {@code -errno}. */
    public static int setReceiveBuffer(int fd, int bytes) {
        return setInt(fd, SO_RCVBUFFORCE, bytes) == 0 ? 0 : setInt(fd, SO_RCVBUF, bytes);
    }

    private static int setInt(int fd, int option, int value) {
        Scratch scratch = Scratch.ofThread();
        scratch.struct().putInt(0, value);
        return LibC.result(LIBC.setsockopt(fd, SOL_SOCKET, option, scratch.structAddress(), Integer.BYTES));
    }

    /**
     * Has the kernel drop what a program of the classic packet filter refuses (linux/filter.h), before it wakes us.
     *
     * @param instructions each as {@code struct sock_filter}: code (16 bits), jt (8), jf (8), k (32), from the lowest bit
     * @return 0 or {@code -errno}
     */
    public static int attachFilter(int fd, long... instructions) {
        ByteBuffer program = Scratch.allocate(instructions.length * FILTER_SIZE);
        for (long instruction : instructions) {
            program.putLong(instruction);
        }
        Scratch scratch = Scratch.ofThread();
        scratch.struct().putLong(0, instructions.length).putLong(Long.BYTES, LibC.address(program.flip()));
        try {
            return LibC.result(
                    LIBC.setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, scratch.structAddress(), 2 * Long.BYTES));
        } finally {
            Reference.reachabilityFence(program);
        }
    }
}
