package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import java.nio.ByteBuffer;

/**
 * File descriptors: open(2), close(2), read(2), write(2), lseek(2), fcntl(2), pipe(2), fsync(2), isatty(3); readlink(2).
 *
 * <p>A descriptor is a plain {@code int} that its owner closes exactly once.
 */
public final class Fd {
    /** Of {@link #lseek}: from the beginning. */
    public static final int SEEK_SET = 0;

    /** Of {@link #lseek}: from the present position. */
    public static final int SEEK_CUR = 1;

    /** Of {@link #lseek}: from the end. */
    public static final int SEEK_END = 2;

    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int FD_CLOEXEC = 1;

    private Fd() {}

    /** Opens a file with {@link OpenFlags}: the descriptor, or {@code -errno}. */
    public static int open(byte[] path, int flags) {
        return open(path, flags, 0);
    }

    /** Opens a file, with the mode that {@link OpenFlags#O_CREAT} needs. */
    public static int open(byte[] path, int flags, int mode) {
        Scratch scratch = Scratch.ofThread();
        int bad = scratch.setPath(path);
        return bad < 0 ? bad : LibC.result(LIBC.open(scratch.path(), flags, mode));
    }

    /** Opens a name below an open directory: openat(2). */
    public static int openAt(int directory, byte[] name, int flags) {
        Scratch scratch = Scratch.ofThread();
        int bad = scratch.setPath(name);
        return bad < 0 ? bad : LibC.result(LIBC.openat(directory, scratch.path(), flags, 0));
    }

    /**
     * Reads where a symbolic link leads to into the rest of a direct buffer, and moves its position: readlink(2).
     *
     * @return how many bytes; as many as there was room for if it may be cut; or {@code -errno}: EINVAL if it is none
     */
    public static int readLink(byte[] path, ByteBuffer buffer) {
        Scratch scratch = Scratch.ofThread();
        int bad = scratch.setPath(path);
        long count =
                bad < 0 ? bad : LibC.result(LIBC.readlink(scratch.path(), LibC.address(buffer), buffer.remaining()));
        return moved(buffer, count);
    }

    /** Closes. Whatever it answers, the descriptor is gone: never try again. */
    public static int close(int fd) {
        return LibC.result(LIBC.close(fd));
    }

    /**
     * Reads once into the rest of a direct buffer and moves its position. Waits unless the descriptor is non-blocking.
     *
     * @return how many bytes, 0 at the end of the file, or {@code -errno}: EAGAIN, EINTR, EIO …
     */
    public static int read(int fd, ByteBuffer buffer) {
        long count = LibC.result(LIBC.read(fd, LibC.address(buffer), buffer.remaining()));
        return moved(buffer, count);
    }

    /** Writes the rest of a direct buffer once and moves its position: how many bytes, or {@code -errno}. */
    public static int write(int fd, ByteBuffer buffer) {
        long count = LibC.result(LIBC.write(fd, LibC.address(buffer), buffer.remaining()));
        return moved(buffer, count);
    }

    private static int moved(ByteBuffer buffer, long count) {
        if (count > 0) {
            buffer.position(buffer.position() + (int) count);
        }
        return (int) count;
    }

    /** Moves the position: the new one in bytes from the beginning, or {@code -errno}. */
    public static long lseek(int fd, long offset, int whence) {
        return LibC.result(LIBC.lseek(fd, offset, whence));
    }

    /** Brings file or directory to the disk; of a directory: the names in it. Waits for the disk. */
    public static int fsync(int fd) {
        return LibC.result(LIBC.fsync(fd));
    }

    /**
     * Makes a pipe.
     *
     * @param ends gets the end to read from and the end to write to
     * @param flags {@link OpenFlags#O_CLOEXEC}, {@link OpenFlags#O_NONBLOCK}
     */
    public static int pipe2(int[] ends, int flags) {
        Scratch scratch = Scratch.ofThread();
        int answer = LibC.result(LIBC.pipe2(scratch.structAddress(), flags));
        if (answer == 0) {
            ends[0] = scratch.struct().getInt(0);
            ends[1] = scratch.struct().getInt(4);
        }
        return answer;
    }

    /** A second descriptor for the same open file, not less than {@code atLeast}, closed on exec. */
    public static int duplicate(int fd, int atLeast) {
        return LibC.result(LIBC.fcntl(fd, F_DUPFD_CLOEXEC, atLeast));
    }

    /** The flags that it was opened with ({@code F_GETFL}), or {@code -errno}; EBADF: it is not open. */
    public static int flags(int fd) {
        return LibC.result(LIBC.fcntl(fd, F_GETFL, 0));
    }

    /** Sets {@link OpenFlags#O_APPEND} and {@link OpenFlags#O_NONBLOCK} ({@code F_SETFL}). */
    public static int setFlags(int fd, int flags) {
        return LibC.result(LIBC.fcntl(fd, F_SETFL, flags));
    }

    /** 1 if it is closed on exec, else 0. */
    public static int isCloseOnExec(int fd) {
        int answer = LibC.result(LIBC.fcntl(fd, F_GETFD, 0));
        return answer < 0 ? answer : answer & FD_CLOEXEC;
    }

    /** Says whether children that execute another program keep it. */
    public static int setCloseOnExec(int fd, boolean close) {
        return LibC.result(LIBC.fcntl(fd, F_SETFD, close ? FD_CLOEXEC : 0));
    }

    /** Whether it is a terminal. */
    public static boolean isatty(int fd) {
        return LIBC.isatty(fd) == 1;
    }
}
