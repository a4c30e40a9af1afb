package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

/**
 * Whether somebody is writing a file: a read lease, {@code F_SETLEASE} of fcntl(2).
 *
 * <p>The kernel grants one only while nobody has the file open for writing, or mapped shared and writable. It is asked for
 * and given back at once. It has to be asked for by the owner of the file or with {@code CAP_LEASE}, and the file system
 * must be a local one. Watchers of the file see it opened and closed; who opens it for writing in between waits some
 * microseconds, or with {@code O_NONBLOCK} is refused.
 */
public final class FileLease {
    private static final int F_SETLEASE = 1024;
    private static final int F_RDLCK = 0;

    private static final int FLAGS =
            OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOFOLLOW | OpenFlags.O_NOCTTY | OpenFlags.O_CLOEXEC;

    /** What a lease can tell. */
    public enum State {
        /** Nobody had it open for writing at the moment of the question. */
        FREE,
        /** Somebody has it open for writing, or mapped. */
        BEING_WRITTEN,
        /** No answer; see {@link Answer#errno()}. */
        UNKNOWN
    }

    /**
     * An answer.
     *
     * @param state what is known
     * @param errno why nothing is known: EACCES (not the owner, or not readable), ENOENT, EINVAL (no regular file, or no
     *     lease on this file system), ELOOP …; else 0
     */
    public record Answer(State state, int errno) {
        private static final Answer FREE = new Answer(State.FREE, 0);
        private static final Answer BEING_WRITTEN = new Answer(State.BEING_WRITTEN, 0);

        private static Answer unknown(int negated) {
            return new Answer(State.UNKNOWN, -negated);
        }
    }

    static {
        // Who opens a file for writing while its lease is held makes the kernel send this to the holder.
        Signals.ignore(Signals.SIGIO);
    }

    private FileLease() {}

    /** Asks. */
    public static Answer ask(byte[] path) {
        // Looked at first, because opening a device can set something off. A FIFO put in its place meanwhile does not
        // make the opening wait.
        Stat stat = new Stat();
        int answer = stat.lstat(path);
        if (answer < 0) {
            return Answer.unknown(answer);
        }
        if (stat.type() != FileType.REGULAR) {
            return Answer.unknown(-Errno.EINVAL);
        }
        return askAndClose(Fd.open(path, FLAGS));
    }

    /** Asks about a name in an open directory that the caller has just seen to be a regular file. */
    public static Answer askAt(int directory, byte[] name) {
        return askAndClose(Fd.openAt(directory, name, FLAGS));
    }

    private static Answer askAndClose(int fd) {
        if (fd < 0) {
            return Answer.unknown(fd);
        }
        try {
            return ask(fd);
        } finally {
            // Gives back the lease too: it belongs to what was opened, and nobody else has it open.
            Fd.close(fd);
        }
    }

    private static Answer ask(int fd) {
        int answer = take(fd);
        if (answer == 0) {
            return Answer.FREE;
        }
        return answer == -Errno.EAGAIN ? Answer.BEING_WRITTEN : Answer.unknown(answer);
    }

    /** Takes the lease of an open file: 0 or {@code -errno}. */
    static int take(int fd) {
        return LibC.result(LIBC.fcntl(fd, F_SETLEASE, F_RDLCK));
    }
}
