package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import java.nio.ByteBuffer;

/** A timer that a poll can wait for: timerfd_create(2). It goes off once; it becomes readable then. */
public final class TimerFd {
    private static final int TFD_TIMER_ABSTIME = 1;
    private static final int TFD_TIMER_CANCEL_ON_SET = 2;

    private TimerFd() {}

    /** A timer by one of the {@link Clocks}, not set, non-blocking, closed on exec: its descriptor, or {@code -errno}. */
    public static int create(int clock) {
        return LibC.result(LIBC.timerfd_create(clock, OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC));
    }

    /** Goes off when its clock reads this many nanoseconds, at once if it does already: 0 or {@code -errno}. */
    public static int setAt(int fd, long nanos) {
        return set(fd, TFD_TIMER_ABSTIME, Math.max(1, nanos));
    }

    /**
     * The same, and is also cancelled when {@link Clocks#CLOCK_REALTIME} jumps: somebody set it, or the machine woke up.
     * {@link #read} then answers ECANCELED, and the timer has to be set again.
     */
    public static int setAtUnlessClockJumps(int fd, long nanos) {
        return set(fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, Math.max(1, nanos));
    }

    /** Goes off after this many nanoseconds: 0 or {@code -errno}. */
    public static int setAfter(int fd, long nanos) {
        return set(fd, 0, Math.max(1, nanos));
    }

    /** Does not go off. */
    public static int disarm(int fd) {
        return set(fd, 0, 0);
    }

    private static int set(int fd, int flags, long nanos) {
        Scratch scratch = Scratch.ofThread();
        // struct itimerspec: the interval, which stays 0, and the time.
        ByteBuffer value = scratch.struct();
        value.putLong(0, 0).putLong(8, 0);
        value.putLong(16, nanos / Clocks.SECOND).putLong(24, nanos % Clocks.SECOND);
        return LibC.result(LIBC.timerfd_settime(fd, flags, scratch.structAddress(), 0));
    }

    /** How often it went off since it was last asked: 1 or 0; or {@code -errno}: ECANCELED. */
    public static long read(int fd) {
        Scratch scratch = Scratch.ofThread();
        long answer = LibC.result(LIBC.read(fd, scratch.structAddress(), Long.BYTES));
        if (answer == -Errno.EAGAIN) {
            return 0;
        }
        return answer < 0 ? answer : scratch.struct().getLong(0);
    }
}
