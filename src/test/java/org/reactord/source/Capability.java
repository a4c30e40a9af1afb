package org.reactord.source;

/** What a backend can tell that the least of them cannot; each has its rows in DESIGN section 5 or the kernel's own. */
enum Capability {
    /** Knows when the last writer has closed a file, so it neither waits for quiet nor mistakes a pause for the end. */
    CLOSE_WRITE,
    /** Tells {@code touch} from writing the same number of bytes. */
    EXACT_ATTRIBUTES,
    /** Pairs the two halves of a rename within a tree. */
    MOVES,
    /** Knows that a directory has left the tree though its watch goes on reporting. */
    MOVED_OUT_DIRECTORIES,
    /** Finds afterwards that names went from a directory, and what came along with one. */
    CHANGED_DIRECTORIES
}
