package org.reactord.natives;

import java.nio.ByteBuffer;

/**
 * Room for one datagram of a {@link Netlink} socket, and for who sent it: recvmsg(2), unix(7) for the credentials.
 *
 * <p>{@code struct ucred} is pid, uid, gid, 4 bytes each. Confined to one thread.
 */
public final class NetlinkMessage {
    private static final int NAME_SIZE = 12;
    private static final int NAME_PORT = 4;
    private static final int NAME_GROUPS = 8;
    private static final int CONTROL_SIZE = 64;
    private static final int SCM_CREDENTIALS = 2;
    private static final int CREDENTIALS_SIZE = 12;
    private static final int MSG_TRUNC = 0x20;

    private final ReceiveRoom room;

    /** Room for datagrams of up to so many bytes. */
    public NetlinkMessage(int size) {
        room = new ReceiveRoom(size, NAME_SIZE, CONTROL_SIZE);
    }

    /**
     * Receives one datagram, without waiting.
     *
     * @return how many bytes {@link #data} holds then, or {@code -errno}: EAGAIN if there is none; ENOBUFS if the kernel had to
     *     drop some since the last call, and there may be more to receive; EMSGSIZE if it was larger than the room, and is lost
     */
    public int receive(int fd) {
        int count = room.receive(fd, 0);
        if (count >= 0 && room.isFlagged(MSG_TRUNC)) {
            room.data().limit(0);
            return -Errno.EMSGSIZE;
        }
        return count;
    }

    /** What the last datagram holds, from position 0 to the limit, in native order; until the next call. */
    public ByteBuffer data() {
        return room.data();
    }

    /** The port of the sender; 0 is the kernel. */
    public int port() {
        return room.name().getInt(NAME_PORT);
    }

    /** The groups that it was sent to, a set of bits; 0 if to us alone. */
    public int groups() {
        return room.name().getInt(NAME_GROUPS);
    }

    /** The user that sent it, as the kernel says; -1 if that was not {@linkplain Netlink#passCredentials asked for}. */
    public int uid() {
        ByteBuffer credentials = room.control(SCM_CREDENTIALS);
        return credentials.limit() >= CREDENTIALS_SIZE ? credentials.getInt(4) : -1;
    }
}
