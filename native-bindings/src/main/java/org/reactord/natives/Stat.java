package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import java.nio.ByteBuffer;

/**
 * What the kernel knows about a file: statx(2). {@code struct statx} has one layout on every architecture.
 *
 * <p>One object can be asked again and again without garbage; {@link #snapshot()} keeps an answer. Times are
 * nanoseconds since 1970, and those that do not fit (before 1678, after 2262) are the nearest that does. An
 * automount point is not mounted by asking.
 */
public final class Stat {
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_NO_AUTOMOUNT = 0x800;
    private static final int AT_EMPTY_PATH = 0x1000;

    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int STATX_BTIME = 0x800;
    private static final int STATX_MNT_ID = 0x1000;
    private static final int WANTED = STATX_BASIC_STATS | STATX_BTIME | STATX_MNT_ID;

    private static final int SIZE = 256;
    private static final long SECOND = 1_000_000_000;

    /** That a file system cannot tell when a file was born. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private final ByteBuffer buffer = Scratch.allocate(SIZE);
    private final long address = LibC.address(buffer);

    /** Asks nothing yet. */
    public Stat() {}

    /** Asks about a path, through symbolic links: 0 or {@code -errno}. */
    public int stat(byte[] path) {
        return ask(AT_FDCWD, path, 0);
    }

    /** Asks about a path, and if it is a symbolic link, about the link: 0 or {@code -errno}. */
    public int lstat(byte[] path) {
        return ask(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW);
    }

    /** Asks about a name in an open directory, not through a symbolic link: 0 or {@code -errno}. */
    public int lstatAt(int directory, byte[] name) {
        return ask(directory, name, AT_SYMLINK_NOFOLLOW);
    }

    /** Asks about what is open: 0 or {@code -errno}. */
    public int fstat(int fd) {
        return ask(fd, new byte[0], AT_EMPTY_PATH);
    }

    private int ask(int directory, byte[] path, int flags) {
        Scratch scratch = Scratch.ofThread();
        int bad = scratch.setPath(path);
        return bad < 0
                ? bad
                : LibC.result(LIBC.statx(directory, scratch.path(), flags | AT_NO_AUTOMOUNT, WANTED, address));
    }

    /** Its type. */
    public FileType type() {
        return FileType.ofMode(stxMode());
    }

    /** Its permission bits, with set-user-id, set-group-id and sticky: 07777. */
    public int mode() {
        return stxMode() & 07777;
    }

    private int stxMode() {
        return buffer.getShort(28) & 0xffff;
    }

    /** How many names it has. */
    public long nlink() {
        return Integer.toUnsignedLong(buffer.getInt(16));
    }

    /** Its owner, unsigned. */
    public int uid() {
        return buffer.getInt(20);
    }

    /** Its group, unsigned. */
    public int gid() {
        return buffer.getInt(24);
    }

    /** Its inode number, which together with {@link #dev()} says which file it is. */
    public long ino() {
        return buffer.getLong(32);
    }

    /** How many bytes it has. */
    public long size() {
        return buffer.getLong(40);
    }

    /** When its status or content was last changed; nobody can set it. */
    public long ctime() {
        return time(96);
    }

    /** When its content was last changed, or what somebody set instead. */
    public long mtime() {
        return time(112);
    }

    /** When it was made, or {@link #NO_TIME}. */
    public long btime() {
        return (buffer.getInt(0) & STATX_BTIME) == 0 ? NO_TIME : time(80);
    }

    private long time(int offset) {
        return nanos(buffer.getLong(offset), buffer.getInt(offset + 8));
    }

    static long nanos(long seconds, int nanos) {
        if (seconds > Long.MAX_VALUE / SECOND - 1) {
            return Long.MAX_VALUE;
        }
        if (seconds < -(Long.MAX_VALUE / SECOND - 1)) {
            return -Long.MAX_VALUE;
        }
        return seconds * SECOND + nanos;
    }

    /** Which file system: the device numbers, major in the upper half. */
    public long dev() {
        return Integer.toUnsignedLong(buffer.getInt(136)) << 32 | Integer.toUnsignedLong(buffer.getInt(140));
    }

    /** The first field of its mount in {@code /proc/self/mountinfo}; -1 before Linux 5.8. */
    public long mountId() {
        return (buffer.getInt(0) & STATX_MNT_ID) == 0 ? -1 : buffer.getLong(144);
    }

    /** The last answer, to keep. */
    public Snapshot snapshot() {
        return new Snapshot(
                type(), mode(), nlink(), uid(), gid(), ino(), dev(), size(), ctime(), mtime(), btime(), mountId());
    }

    /**
     * An answer that stays.
     *
     * @param type its type
     * @param mode its permission bits
     * @param nlink how many names it has
     * @param uid its owner
     * @param gid its group
     * @param ino its inode number
     * @param dev its file system
     * @param size in bytes
     * @param ctime in nanoseconds since 1970
     * @param mtime in nanoseconds since 1970
     * @param btime in nanoseconds since 1970, or {@link #NO_TIME}
     * @param mountId its mount, or -1
     */
    public record Snapshot(
            FileType type,
            int mode,
            long nlink,
            int uid,
            int gid,
            long ino,
            long dev,
            long size,
            long ctime,
            long mtime,
            long btime,
            long mountId) {}
}
