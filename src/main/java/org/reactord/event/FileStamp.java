package org.reactord.event;

/**
 * Which file, in which state: two looks at a name that give the same stamp saw the same content.
 *
 * <p>Times are nanoseconds since the epoch, at the file system's own resolution (statx(2)). {@code changed} is the
 * ctime: it moves for every change that a person can make, also where {@code cp -p} or {@code touch -d} set the mtime.
 */
public record FileStamp(long device, long inode, long size, long modified, long changed) {
    /** True if the other look saw the same file with the same content; a mere chmod or rename makes no difference. */
    public boolean sameContent(FileStamp other) {
        return device == other.device && inode == other.inode && size == other.size && modified == other.modified;
    }
}
