package org.reactord.natives;

/**
 * The error numbers by name: errno(3), {@code asm-generic/errno.h}.
 *
 * <p>Calls of this package answer them negated. The numbers differ between systems, so they are looked up in the
 * table of the system that this runs on and are no compile-time constants.
 */
public final class Errno {
    /** Operation not permitted. */
    public static final int EPERM = number("EPERM");

    /** No such file or directory. */
    public static final int ENOENT = number("ENOENT");

    /** No such process. */
    public static final int ESRCH = number("ESRCH");

    /** Interrupted by a signal. */
    public static final int EINTR = number("EINTR");

    /** Input/output error. */
    public static final int EIO = number("EIO");

    /** Argument list too long. */
    public static final int E2BIG = number("E2BIG");

    /** Not an executable format. */
    public static final int ENOEXEC = number("ENOEXEC");

    /** Bad file descriptor. */
    public static final int EBADF = number("EBADF");

    /** No such child. */
    public static final int ECHILD = number("ECHILD");

    /** Not now; on Linux also EWOULDBLOCK. */
    public static final int EAGAIN = number("EAGAIN");

    /** A message does not fit. */
    public static final int EMSGSIZE = number("EMSGSIZE");

    /** Out of memory. */
    public static final int ENOMEM = number("ENOMEM");

    /** Permission denied. */
    public static final int EACCES = number("EACCES");

    /** In use. */
    public static final int EBUSY = number("EBUSY");

    /** Exists already. */
    public static final int EEXIST = number("EEXIST");

    /** On another device. */
    public static final int EXDEV = number("EXDEV");

    /** No such device, or not supported by it. */
    public static final int ENODEV = number("ENODEV");

    /** Not a directory. */
    public static final int ENOTDIR = number("ENOTDIR");

    /** Is a directory. */
    public static final int EISDIR = number("EISDIR");

    /** Invalid argument. */
    public static final int EINVAL = number("EINVAL");

    /** Too many open files in the system. */
    public static final int ENFILE = number("ENFILE");

    /** Too many open files in the process, or inotify instances of the user. */
    public static final int EMFILE = number("EMFILE");

    /** The program is open for writing. */
    public static final int ETXTBSY = number("ETXTBSY");

    /** File too large. */
    public static final int EFBIG = number("EFBIG");

    /** No space left, or no inotify watch left for the user. */
    public static final int ENOSPC = number("ENOSPC");

    /** Cannot be seeked. */
    public static final int ESPIPE = number("ESPIPE");

    /** Read-only file system. */
    public static final int EROFS = number("EROFS");

    /** Too many links. */
    public static final int EMLINK = number("EMLINK");

    /** Nobody reads the pipe. */
    public static final int EPIPE = number("EPIPE");

    /** Name too long. */
    public static final int ENAMETOOLONG = number("ENAMETOOLONG");

    /** The kernel has no such call. */
    public static final int ENOSYS = number("ENOSYS");

    /** Directory not empty. */
    public static final int ENOTEMPTY = number("ENOTEMPTY");

    /** Too many symbolic links, or one where none may be. */
    public static final int ELOOP = number("ELOOP");

    /** Value too large. */
    public static final int EOVERFLOW = number("EOVERFLOW");

    /** Not supported. */
    public static final int EOPNOTSUPP = number("EOPNOTSUPP");

    /** Stale file handle. */
    public static final int ESTALE = number("ESTALE");

    /** Disk quota exceeded. */
    public static final int EDQUOT = number("EDQUOT");

    /** Cancelled; of a timer: the clock was set. */
    public static final int ECANCELED = number("ECANCELED");

    /** Timed out. */
    public static final int ETIMEDOUT = number("ETIMEDOUT");

    /** Connection refused. */
    public static final int ECONNREFUSED = number("ECONNREFUSED");

    /** No buffer space; of a netlink socket: messages were lost. */
    public static final int ENOBUFS = number("ENOBUFS");

    private Errno() {}

    /** The name of an error number, given positive or negated: {@code ENOENT}; {@code "errno 4711"} if it has none. */
    public static String name(int errno) {
        String name = ErrnoTable.CURRENT.name(Math.abs(errno));
        return name == null ? "errno " + Math.abs(errno) : name;
    }

    /** The system's English words for an error number, positive or negated: {@code No such file or directory}. */
    public static String message(int errno) {
        if (Natives.unavailable().isPresent()) {
            return name(errno);
        }
        // Unlike strerror(3) this is neither translated nor in the encoding of the locale.
        String words = LibC.LIBC.strerrordesc_np(Math.abs(errno));
        return words == null ? name(errno) : words;
    }

    private static int number(String name) {
        return ErrnoTable.CURRENT.number(name);
    }
}
