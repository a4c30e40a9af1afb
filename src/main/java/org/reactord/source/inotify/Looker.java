package org.reactord.source.inotify;

import java.util.LinkedHashMap;
import java.util.Map;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.FileLease;
import org.reactord.natives.FileType;
import org.reactord.natives.OpenFlags;
import org.reactord.natives.Stat;

/**
 * Looks at names through open directories.
 *
 * <p>The path of a directory may be out of date, because a rename further up waits in the stream of events; it may even
 * lead to another directory. So a directory is opened by its path, compared with its watch, and looked at through the
 * descriptor. Descriptors are kept only while events keep coming: an open directory keeps its file system mounted.
 */
final class Looker {
    /** That a path does not lead to its directory at present: an event that explains it is under way. */
    static final int STALE = -Errno.ESTALE;

    private static final int MOST_OPEN = 16;
    private static final int FLAGS = OpenFlags.O_PATH | OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC;

    private final Watches watches;
    private final Stat stat = new Stat();
    private final Map<Dir, Integer> open = new LinkedHashMap<>();

    Looker(Watches watches) {
        this.watches = watches;
    }

    /** A descriptor of the directory, valid until {@link #release}; {@link #STALE}, or another {@code -errno}. */
    int open(Dir dir) {
        Integer known = open.get(dir);
        if (known != null) {
            return known;
        }
        int flags = dir.parent == null ? FLAGS : FLAGS | OpenFlags.O_NOFOLLOW;
        int fd = Fd.open(dir.path(), flags);
        if (fd == -Errno.ENOENT || fd == -Errno.ENOTDIR || fd == -Errno.ELOOP) {
            return STALE;
        }
        if (fd < 0) {
            return fd;
        }
        if (dir.wd != Owner.NONE && !watches.isOf(dir, fd)) {
            Fd.close(fd);
            return STALE;
        }
        if (open.size() == MOST_OPEN) {
            release();
        }
        open.put(dir, fd);
        return fd;
    }

    /** True if the path of a watched directory leads to it at this moment. */
    boolean isInPlace(Dir dir) {
        forget(dir);
        return dir.wd != Owner.NONE && open(dir) >= 0;
    }

    /** Looks at a name: 0, {@link #STALE}, or another {@code -errno}. The answers are below. */
    int look(Dir dir, byte[] name) {
        int fd = open(dir);
        return fd < 0 ? fd : stat.lstatAt(fd, name);
    }

    /** Looks at a name in a directory that somebody else holds open. */
    int lookAt(int directory, byte[] name) {
        return stat.lstatAt(directory, name);
    }

    /** Looks at what is open. */
    int lookAt(int descriptor) {
        return stat.fstat(descriptor);
    }

    FileLease.Answer lease(Dir dir, byte[] name) {
        return FileLease.askAt(open(dir), name);
    }

    FileType type() {
        return stat.type();
    }

    FileKind kind() {
        return switch (stat.type()) {
            case REGULAR -> FileKind.REGULAR;
            case DIRECTORY -> FileKind.DIRECTORY;
            case SYMLINK -> FileKind.SYMLINK;
            default -> FileKind.SPECIAL;
        };
    }

    /** True if what was looked at is a directory of a tree with none in it, and that can be told without listing it. */
    boolean isLeaf(Tree tree) {
        return stat.dev() == tree.countedDevice && stat.nlink() == 2;
    }

    /** Its ctime; of most files of a walk nothing else is asked. */
    long changed() {
        return stat.ctime();
    }

    FileStamp stamp() {
        return new FileStamp(device(stat.dev()), stat.ino(), stat.size(), stat.mtime(), stat.ctime());
    }

    /** As {@code st_dev} has it, where others look for it: makedev(3), with what statx(2) tells in two halves. */
    private static long device(long halves) {
        long major = halves >>> 32;
        long minor = halves & 0xFFFF_FFFFL;
        return (major & ~0xFFFL) << 32 | (minor & ~0xFFL) << 12 | (major & 0xFFF) << 8 | (minor & 0xFF);
    }

    long links() {
        return stat.nlink();
    }

    void forget(Dir dir) {
        Integer fd = open.remove(dir);
        if (fd != null) {
            Fd.close(fd);
        }
    }

    void release() {
        if (!open.isEmpty()) {
            open.values().forEach(Fd::close);
            open.clear();
        }
    }
}
