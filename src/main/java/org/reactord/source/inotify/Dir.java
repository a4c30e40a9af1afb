package org.reactord.source.inotify;

import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.natives.Inotify;

/**
 * A directory of a watched tree, found from its watch or from its parent and name.
 *
 * <p>There may be a hundred thousand of these, so it is small: no collection, and its path is put together from the
 * names above it when somebody asks. A renamed directory therefore takes everything below it along.
 */
class Dir extends Owner {
    /** What happens to the names in it. */
    static final int NAMES = Inotify.IN_CREATE
            | Inotify.IN_MODIFY
            | Inotify.IN_ATTRIB
            | Inotify.IN_CLOSE_WRITE
            | Inotify.IN_MOVED_FROM
            | Inotify.IN_MOVED_TO
            | Inotify.IN_DELETE
            | Inotify.IN_EXCL_UNLINK
            | Inotify.IN_ONLYDIR;

    /** Seen by the listing that is under way. */
    static final byte SEEN = 1;
    /** Watched, but what was in it then has not been looked at. */
    static final byte UNREAD = 2;
    /** Not watched, because the kernel allows no more watches. */
    static final byte LIMITED = 4;
    /** Not watched, because nobody lets us. */
    static final byte DENIED = 8;
    /** Something was heard of it while nobody knew where it is. */
    static final byte MISSED = 16;

    final int id;
    byte[] name;

    @Nullable
    Dir parent;

    @Nullable
    Dir firstChild;

    @Nullable
    Dir nextSibling;

    @Nullable
    Dir previousSibling;

    private byte flags;

    Dir(int id, byte[] name) {
        this.id = id;
        this.name = name;
    }

    @Override
    int mask() {
        return NAMES;
    }

    boolean is(byte flag) {
        return (flags & flag) != 0;
    }

    void set(byte flag, boolean on) {
        flags = (byte) (on ? flags | flag : flags & ~flag);
    }

    /** The tree it belongs to; null once it, or a directory above it, was taken out of its tree. */
    @Nullable
    Tree tree() {
        Dir top = this;
        while (top.parent != null) {
            top = top.parent;
        }
        return top instanceof RootDir root && root.tree.root == root ? root.tree : null;
    }

    /** Its absolute path. */
    byte[] path() {
        byte[] path = above(null, 0);
        return path.length == 0 ? new byte[] {'/'} : path;
    }

    /** The absolute path of a name in it. */
    BytePath pathOf(byte[] entry) {
        byte[] path = above(null, entry.length + 1);
        int start = path.length - entry.length;
        path[start - 1] = '/';
        System.arraycopy(entry, 0, path, start, entry.length);
        return BytePath.of(path);
    }

    /** The path of a name in it, from the root of its tree. */
    BytePath relativeOf(byte[] entry) {
        if (parent == null) {
            return BytePath.of(entry);
        }
        Dir top = parent;
        while (top.parent != null) {
            top = top.parent;
        }
        byte[] path = above(top, entry.length + 1);
        int start = path.length - entry.length;
        path[start - 1] = '/';
        System.arraycopy(entry, 0, path, start, entry.length);
        return BytePath.of(path);
    }

    /** The names from below {@code top} (from the root, if that is null) to this one, and that many bytes of room. */
    private byte[] above(@Nullable Dir top, int room) {
        int length = -1;
        for (Dir each = this; each != null && each != top; each = each.parent) {
            length += each.name.length + 1;
        }
        byte[] path = new byte[length + room];
        int end = length;
        for (Dir each = this; each != null && each != top; each = each.parent) {
            end -= each.name.length;
            System.arraycopy(each.name, 0, path, end, each.name.length);
            if (end > 0) {
                path[--end] = '/';
            }
        }
        return path;
    }
}
