package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

/**
 * Watches on directories and files: inotify(7), {@code linux/inotify.h}. The events are read with {@link InotifyEvents}.
 *
 * <p>A user may have only so many instances (EMFILE) and watches (ENOSPC): {@code /proc/sys/fs/inotify}.
 */
public final class Inotify {
    /** Was read. */
    public static final int IN_ACCESS = 0x1;

    /** Was written or truncated; several in a row are merged into one. */
    public static final int IN_MODIFY = 0x2;

    /** Mode, owner, times, extended attributes or number of links changed. */
    public static final int IN_ATTRIB = 0x4;

    /** Closed by somebody who had it open for writing; also at munmap(2). */
    public static final int IN_CLOSE_WRITE = 0x8;

    /** Closed by somebody who had it open for reading. */
    public static final int IN_CLOSE_NOWRITE = 0x10;

    /** Was opened. */
    public static final int IN_OPEN = 0x20;

    /** A name went away by rename(2); the cookie is that of its {@link #IN_MOVED_TO}, if there is one. */
    public static final int IN_MOVED_FROM = 0x40;

    /** A name appeared by rename(2). */
    public static final int IN_MOVED_TO = 0x80;

    /** A name appeared: open(2), mkdir(2), link(2), symlink(2) … A link makes no other event. */
    public static final int IN_CREATE = 0x100;

    /** A name was removed. */
    public static final int IN_DELETE = 0x200;

    /** What is watched was deleted itself; {@link #IN_IGNORED} follows. */
    public static final int IN_DELETE_SELF = 0x400;

    /** What is watched was renamed itself. Nothing is said when a directory above it is. */
    public static final int IN_MOVE_SELF = 0x800;

    /** Reported unasked: the file system was unmounted; {@link #IN_IGNORED} follows. */
    public static final int IN_UNMOUNT = 0x2000;

    /** Reported unasked, with the watch -1: events were lost. */
    public static final int IN_Q_OVERFLOW = 0x4000;

    /** Reported unasked: the watch is gone. Its number is never used again. */
    public static final int IN_IGNORED = 0x8000;

    /** Asks for ENOTDIR unless it is a directory. */
    public static final int IN_ONLYDIR = 0x0100_0000;

    /** Asks not to follow a symbolic link. */
    public static final int IN_DONT_FOLLOW = 0x0200_0000;

    /** Asks for no events about names that were unlinked and are still open. */
    public static final int IN_EXCL_UNLINK = 0x0400_0000;

    /** Asks for EEXIST if the inode is watched already. */
    public static final int IN_MASK_CREATE = 0x1000_0000;

    /** Asks to add to the mask of an existing watch; without it the mask is replaced. */
    public static final int IN_MASK_ADD = 0x2000_0000;

    /** Part of an event: it is about a directory. */
    public static final int IN_ISDIR = 0x4000_0000;

    /** Asks for one event only. */
    public static final int IN_ONESHOT = 0x8000_0000;

    private static final String[] NAMES = {
        "IN_ACCESS",
        "IN_MODIFY",
        "IN_ATTRIB",
        "IN_CLOSE_WRITE",
        "IN_CLOSE_NOWRITE",
        "IN_OPEN",
        "IN_MOVED_FROM",
        "IN_MOVED_TO",
        "IN_CREATE",
        "IN_DELETE",
        "IN_DELETE_SELF",
        "IN_MOVE_SELF",
        "0x1000",
        "IN_UNMOUNT",
        "IN_Q_OVERFLOW",
        "IN_IGNORED",
        "0x10000",
        "0x20000",
        "0x40000",
        "0x80000",
        "0x100000",
        "0x200000",
        "0x400000",
        "0x800000",
        "IN_ONLYDIR",
        "IN_DONT_FOLLOW",
        "IN_EXCL_UNLINK",
        "0x8000000",
        "IN_MASK_CREATE",
        "IN_MASK_ADD",
        "IN_ISDIR",
        "IN_ONESHOT"
    };

    private Inotify() {}

    /** A new instance, non-blocking and closed on exec: its descriptor, or {@code -errno} (EMFILE, ENFILE, ENOMEM). */
    public static int init() {
        return LibC.result(LIBC.inotify_init1(OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC));
    }

    /**
     * Watches a path for the events of the mask.
     *
     * @return the watch, counted from 1, which is the same one again if the inode is watched already; or {@code -errno}:
     *     ENOSPC when the user's watches are used up, EACCES, ENOENT, ENOTDIR, ENOMEM …
     */
    public static int addWatch(int fd, byte[] path, int mask) {
        Scratch scratch = Scratch.ofThread();
        int bad = scratch.setPath(path);
        return bad < 0 ? bad : LibC.result(LIBC.inotify_add_watch(fd, scratch.path(), mask));
    }

    /** Ends a watch; {@link #IN_IGNORED} follows. EINVAL if there is none. */
    public static int rmWatch(int fd, int wd) {
        return LibC.result(LIBC.inotify_rm_watch(fd, wd));
    }

    /** The names in a mask, for people: {@code IN_CREATE|IN_ISDIR}. */
    public static String maskNames(int mask) {
        StringBuilder names = new StringBuilder();
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            if ((mask >>> bit & 1) != 0) {
                names.append(names.isEmpty() ? "" : "|").append(NAMES[bit]);
            }
        }
        return names.toString();
    }
}
