package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

/**
 * Sockets by the name that others gave them: unix(7), socket(2), connect(2).
 *
 * <p>{@code struct sockaddr_un} is the family, a short, and the path, which ends where the length says; one that begins with
 * a NUL byte is a name in the abstract space.
 */
final class UnixAddress {
    /** The longest path, without a NUL at its end. */
    static final int LONGEST_PATH = 107;

    private static final int AF_UNIX = 1;
    private static final int PATH_AT = 2;

    private UnixAddress() {}

    /** A new socket of this type and with these flags that is connected to the path: its descriptor, or {@code -errno}. */
    static int connect(int type, byte[] path) {
        if (path.length == 0 || path.length > LONGEST_PATH) {
            return -Errno.ENAMETOOLONG;
        }
        int fd = LibC.result(LIBC.socket(AF_UNIX, type, 0));
        if (fd < 0) {
            return fd;
        }
        Scratch scratch = Scratch.ofThread();
        scratch.struct().putShort(0, (short) AF_UNIX);
        for (int i = 0; i < path.length; i++) {
            scratch.struct().put(PATH_AT + i, path[i]);
        }
        int answer = LibC.result(LIBC.connect(fd, scratch.structAddress(), PATH_AT + path.length));
        if (answer < 0) {
            Fd.close(fd);
            return answer;
        }
        return fd;
    }
}
