package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import java.nio.ByteBuffer;

/**
 * Room for one datagram of a {@link Netlink} socket, and for who sent it: recvmsg(2), unix(7) for the credentials.
 *
 * <p>{@code struct msghdr} is name, its length, iov, their number, control, its length, flags, 8 bytes each; {@code struct
 * cmsghdr} its length (8), level and type (4 each), and then {@code struct ucred}: pid, uid, gid. Confined to one thread.
 */
public final class NetlinkMessage {
    private static final int NAME_SIZE = 12;
    private static final int NAME_PORT = 4;
    private static final int NAME_GROUPS = 8;
    private static final int CONTROL_SIZE = 64;
    private static final int HEADER_SIZE = 56;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_CREDENTIALS = 2;
    private static final int MSG_TRUNC = 0x20;
    private static final int CREDENTIALS = 16;

    private final ByteBuffer data;
    private final ByteBuffer name = Scratch.allocate(NAME_SIZE);
    private final ByteBuffer control = Scratch.allocate(CONTROL_SIZE);
    private final ByteBuffer vector = Scratch.allocate(2 * Long.BYTES);
    private final ByteBuffer header = Scratch.allocate(HEADER_SIZE);
    private final long address = LibC.address(header);

    /** Room for datagrams of up to so many bytes. */
    public NetlinkMessage(int size) {
        data = Scratch.allocate(size);
        vector.putLong(0, LibC.address(data)).putLong(Long.BYTES, size);
    }

    /**
     * Receives one datagram, without waiting.
     *
     * @return how many bytes {@link #data} holds then, or {@code -errno}: EAGAIN if there is none; ENOBUFS if the kernel had to
     *     drop some since the last call, and there may be more to receive; EMSGSIZE if it was larger than the room, and is lost
     */
    public int receive(int fd) {
        header.putLong(0, LibC.address(name)).putLong(8, NAME_SIZE);
        header.putLong(16, LibC.address(vector)).putLong(24, 1);
        header.putLong(32, LibC.address(control))
                .putLong(CONTROL_LENGTH, CONTROL_SIZE)
                .putLong(FLAGS, 0);
        control.putLong(0, 0);
        data.clear();
        int count = (int) LibC.result(LIBC.recvmsg(fd, address, 0));
        if (count < 0) {
            return count;
        }
        if ((header.getInt(FLAGS) & MSG_TRUNC) != 0) {
            data.limit(0);
            return -Errno.EMSGSIZE;
        }
        data.limit(count);
        return count;
    }

    /** What the last datagram holds, from position 0 to the limit, in native order; until the next call. */
    public ByteBuffer data() {
        return data;
    }

    /** The port of the sender; 0 is the kernel. */
    public int port() {
        return name.getInt(NAME_PORT);
    }

    /** The groups that it was sent to, a set of bits; 0 if to us alone. */
    public int groups() {
        return name.getInt(NAME_GROUPS);
    }

    /** The user that sent it, as the kernel says; -1 if that was not {@linkplain Netlink#passCredentials asked for}. */
    public int uid() {
        boolean told = header.getLong(CONTROL_LENGTH) >= CREDENTIALS + 12
                && control.getInt(8) == SOL_SOCKET
                && control.getInt(12) == SCM_CREDENTIALS;
        return told ? control.getInt(CREDENTIALS + 4) : -1;
    }
}
