package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * Streams to a Unix socket, for a poll: unix(7), connect(2), send(2). What comes in is received with {@link UnixArrivals}.
 *
 * <p>The JDK's own cannot be waited for together with other descriptors, and receive none.
 */
public final class UnixStream {
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int SOCK_NONBLOCK = 04000;
    private static final int MSG_NOSIGNAL = 0x4000;

    private UnixStream() {}

    /**
     * Connects, without waiting.
     *
     * @param path of the socket; one that begins with a NUL byte is a name in the abstract space
     * @return the descriptor, non-blocking and closed on exec, or {@code -errno}: ENOENT, ECONNREFUSED if nobody listens (any
     *     more), EAGAIN if too many wait to be let in, EACCES …
     */
    public static int connect(byte[] path) {
        return UnixAddress.connect(SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, path);
    }

    /** Sends, without waiting: how many of the bytes the kernel took, or {@code -errno}: EAGAIN, EPIPE if the other has gone. */
    public static int send(int fd, byte[] bytes) {
        ByteBuffer buffer = Scratch.allocate(bytes.length).put(bytes).flip();
        try {
            return (int) LibC.result(LIBC.send(fd, LibC.address(buffer), bytes.length, MSG_NOSIGNAL));
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }
}
