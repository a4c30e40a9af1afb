package org.reactord.natives;

import java.nio.ByteBuffer;

/**
 * Room for what a {@link UnixStream} brings at once: bytes, and descriptors that somebody passes ({@code SCM_RIGHTS}):
 * recvmsg(2), unix(7).
 *
 * <p>A stream knows no messages: the bytes end anywhere, but descriptors come no earlier than the bytes that they were sent
 * with, and the kernel ends what it gives at once behind those. Confined to one thread.
 */
public final class UnixArrivals {
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_CTRUNC = 0x8;
    private static final int MSG_CMSG_CLOEXEC = 0x4000_0000;

    /** {@code SCM_MAX_FD}: nobody can pass more at once. */
    private static final int MOST_DESCRIPTORS = 253;

    private static final int CONTROL_SIZE = 16 + MOST_DESCRIPTORS * Integer.BYTES + Integer.BYTES;

    private final ReceiveRoom room;

    /** Room for so many bytes at once. */
    public UnixArrivals(int size) {
        room = new ReceiveRoom(size, 0, CONTROL_SIZE);
    }

    /**
     * Receives once, without waiting if the descriptor is non-blocking. Whoever calls this owns the {@link #descriptors} then.
     *
     * @return how many bytes {@link #data} holds then, 0 at the end, or {@code -errno}: EAGAIN, ECONNRESET …
     */
    public int receive(int fd) {
        return room.receive(fd, MSG_CMSG_CLOEXEC);
    }

    /** The bytes, from position 0 to the limit; until the next call. */
    public ByteBuffer data() {
        return room.data();
    }

    /** The descriptors that came with the bytes, closed on exec. */
    public int[] descriptors() {
        ByteBuffer passed = room.control(SCM_RIGHTS);
        int[] descriptors = new int[passed.limit() / Integer.BYTES];
        passed.asIntBuffer().get(descriptors);
        return descriptors;
    }

    /** Whether some were passed that we could not get, because this process has too many open. */
    public boolean lacksDescriptors() {
        return room.isFlagged(MSG_CTRUNC);
    }
}
