package org.reactord.natives;

import java.nio.ByteBuffer;

/** Messages to a Unix datagram socket: unix(7). The JDK knows streams only. */
public final class UnixDatagram {
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 02000000;

    /** The longest path, without a NUL at its end. */
    public static final int LONGEST_PATH = UnixAddress.LONGEST_PATH;

    private UnixDatagram() {}

    /** Sends one message, and does not wait for room longer than the kernel does: 0, or {@code -errno}. */
    public static int send(byte[] path, byte[] message) {
        int fd = UnixAddress.connect(SOCK_DGRAM | SOCK_CLOEXEC, path);
        if (fd < 0) {
            return fd;
        }
        ByteBuffer text = Scratch.allocate(message.length).put(message).flip();
        int answer = Math.min(0, Fd.write(fd, text));
        Fd.close(fd);
        return answer;
    }
}
