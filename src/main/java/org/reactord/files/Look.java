package org.reactord.files;

import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;

/** What somebody saw who looked at a name. */
public sealed interface Look {
    /** Something is there. */
    record Found(FileKind kind, FileStamp stamp) implements Look {
        /** True if both looks saw the same file or directory, whatever has become of its content since. */
        public boolean sameFile(Found other) {
            return kind == other.kind && stamp.device() == other.stamp.device() && stamp.inode() == other.stamp.inode();
        }
    }

    /** Nothing is there: the name, or a directory above it, does not exist. */
    record Absent() implements Look {}

    /** Nobody can say, for the reason told: permission, an input/output error, a loop of symlinks. */
    record Hidden(String reason) implements Look {}
}
