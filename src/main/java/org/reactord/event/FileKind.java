package org.reactord.event;

import java.util.Locale;

/** What sort of thing a name stands for, not following symlinks (inode(7)). */
public enum FileKind {
    REGULAR,
    DIRECTORY,
    SYMLINK,
    /** A FIFO, a socket or a device: never opened, never delivered. */
    SPECIAL,
    /** Not known: the name was gone before anybody could look, or nobody may look. */
    UNKNOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word that the manual and the files of jobs use. */
    public String word() {
        return word;
    }
}
