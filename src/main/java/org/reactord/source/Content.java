package org.reactord.source;

import org.reactord.event.FileStamp;

/** What somebody saw who read a name to its end. */
public sealed interface Content {
    /**
     * A regular file or a symlink.
     *
     * @param digest of what is in it, its mode and its owner, but not of its times: equal for equal files
     */
    record Read(FileStamp stamp, String digest) implements Content {}

    /** There is no such name. */
    record Absent() implements Content {}

    /** Nobody can say: a directory, too large, changed while it was read, or not to be read. */
    record Unknown() implements Content {}
}
