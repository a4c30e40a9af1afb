package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

/** A counter to wake a poll from another thread: eventfd(2). Any thread may signal. */
public final class EventFd {
    private static final int EFD_CLOEXEC = OpenFlags.O_CLOEXEC;
    private static final int EFD_NONBLOCK = OpenFlags.O_NONBLOCK;

    private EventFd() {}

    /** A new counter at 0, non-blocking and closed on exec: its descriptor, or {@code -errno}. */
    public static int create() {
        return LibC.result(LIBC.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    }

    /** Adds one: it becomes readable. EAGAIN (after 2^64-2 signals that nobody drained) leaves it readable too. */
    public static int signal(int fd) {
        return LibC.result(LIBC.eventfd_write(fd, 1));
    }

    /** Takes the count back to 0: how many signals there were, 0 if none, or {@code -errno}. */
    public static long drain(int fd) {
        Scratch scratch = Scratch.ofThread();
        int answer = LibC.result(LIBC.eventfd_read(fd, scratch.structAddress()));
        if (answer == -Errno.EAGAIN) {
            return 0;
        }
        return answer < 0 ? answer : scratch.struct().getLong(0);
    }
}
