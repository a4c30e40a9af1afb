package org.reactord.natives;

/** The flags of open(2): {@code asm-generic/fcntl.h}, and what ARM and POWER number differently. */
public final class OpenFlags {
    private static final boolean SWAPPED = isSwapped(System.getProperty("os.arch", ""));

    /** Open for reading. */
    public static final int O_RDONLY = 0;

    /** Open for writing. */
    public static final int O_WRONLY = 01;

    /** Open for both. */
    public static final int O_RDWR = 02;

    /** Make the file if there is none. */
    public static final int O_CREAT = 0100;

    /** With {@link #O_CREAT}: fail with EEXIST if there is one. */
    public static final int O_EXCL = 0200;

    /** A terminal does not become the controlling one. */
    public static final int O_NOCTTY = 0400;

    /** Empty the file. */
    public static final int O_TRUNC = 01000;

    /** Write at the end, always. */
    public static final int O_APPEND = 02000;

    /** Neither the opening of a FIFO nor reads and writes wait. */
    public static final int O_NONBLOCK = 04000;

    /** ENOTDIR if it is no directory. */
    public static final int O_DIRECTORY = SWAPPED ? 040000 : 0200000;

    /** ELOOP if the last component is a symbolic link. */
    public static final int O_NOFOLLOW = SWAPPED ? 0100000 : 0400000;

    /** Closed in children that execute another program. */
    public static final int O_CLOEXEC = 02000000;

    /** Only a name for the file: nothing can be read, no lease is broken and no event is made. */
    public static final int O_PATH = 010000000;

    private OpenFlags() {}

    /** ARM (asm/fcntl.h) and POWER give these two other numbers than everybody else. */
    static boolean isSwapped(String architecture) {
        return architecture.startsWith("aarch64") || architecture.startsWith("arm") || architecture.startsWith("ppc64");
    }
}
