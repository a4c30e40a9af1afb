package org.reactord.event;

/** What sort of thing a name stands for, not following symlinks (inode(7)). */
public enum FileKind {
    REGULAR,
    DIRECTORY,
    SYMLINK,
    /** A FIFO, a socket or a device: never opened, never delivered. */
    SPECIAL,
    /** Not known: the name was gone before anybody could look, or nobody may look. */
    UNKNOWN
}
