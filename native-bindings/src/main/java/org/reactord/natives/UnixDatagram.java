package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import java.nio.ByteBuffer;

/**
 * Messages to a Unix datagram socket: unix(7), socket(2), connect(2). The JDK knows streams only.
 *
 * <p>{@code struct sockaddr_un} is the family, a short, and the path, which ends where the length says; one that begins with
 * a NUL byte is a name in the abstract space.
 */
public final class UnixDatagram {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int PATH_AT = 2;

    /** The longest path, without a NUL at its end. */
    public static final int LONGEST_PATH = 107;

    private UnixDatagram() {}

    /** Sends one message, and does not wait for room longer than the kernel does: 0, or {@code -errno}. */
    public static int send(byte[] path, byte[] message) {
        if (path.length == 0 || path.length > LONGEST_PATH) {
            return -Errno.ENAMETOOLONG;
        }
        int fd = LibC.result(LIBC.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        if (fd < 0) {
            return fd;
        }
        Scratch scratch = Scratch.ofThread();
        scratch.struct().putShort(0, (short) AF_UNIX);
        for (int i = 0; i < path.length; i++) {
            scratch.struct().put(PATH_AT + i, path[i]);
        }
        int answer = LibC.result(LIBC.connect(fd, scratch.structAddress(), PATH_AT + path.length));
        if (answer == 0) {
            ByteBuffer text = Scratch.allocate(message.length).put(message).flip();
            answer = Math.min(0, Fd.write(fd, text));
        }
        Fd.close(fd);
        return answer;
    }
}
