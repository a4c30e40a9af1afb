package org.reactord.event;

import java.util.Locale;

/** What happened to a name, once it is certain: a file that is still being written has not been WRITTEN yet. */
public enum Change {
    /** A file is there, complete, with content that may be new: its last writer has closed it, or it arrived whole. */
    WRITTEN,
    /** A name has appeared; of a file, its content may be far from complete. */
    CREATED,
    /** The name is gone: removed, or moved to where nobody looks. */
    DELETED,
    /** Renamed within the watched tree; the event tells where from. A moved file is complete. */
    MOVED,
    /** Mode, owner, times or extended attributes changed, the content did not. */
    ATTRIBUTES;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word that rule files, the manual and the control socket use. */
    public String word() {
        return word;
    }
}
