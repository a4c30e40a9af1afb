package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

/** The kernel's clocks, in nanoseconds: clock_gettime(2). */
public final class Clocks {
    /** Since 1970; can be set, and jumps then. */
    public static final int CLOCK_REALTIME = 0;

    /** Since boot, without the time spent suspended. {@link System#nanoTime()} reads it too. */
    public static final int CLOCK_MONOTONIC = 1;

    /** Since boot, with the time spent suspended. */
    public static final int CLOCK_BOOTTIME = 7;

    /** The same as {@link #CLOCK_REALTIME}, as of the last tick: what the kernel stamps files with. */
    public static final int CLOCK_REALTIME_COARSE = 5;

    static final long SECOND = 1_000_000_000;

    private Clocks() {}

    /** {@link #CLOCK_REALTIME} now. */
    public static long realtime() {
        return read(CLOCK_REALTIME);
    }

    /**
     * {@link #CLOCK_REALTIME_COARSE} now: a file that is changed after this call gets no earlier ctime, on a file system
     * of this machine.
     */
    public static long stamping() {
        return read(CLOCK_REALTIME_COARSE);
    }

    /** {@link #CLOCK_MONOTONIC} now. */
    public static long monotonic() {
        return read(CLOCK_MONOTONIC);
    }

    /** {@link #CLOCK_BOOTTIME} now. */
    public static long boottime() {
        return read(CLOCK_BOOTTIME);
    }

    private static long read(int clock) {
        Scratch scratch = Scratch.ofThread();
        int answer = LibC.result(LIBC.clock_gettime(clock, scratch.structAddress()));
        return answer < 0
                ? answer
                : scratch.struct().getLong(0) * SECOND + scratch.struct().getLong(8);
    }
}
