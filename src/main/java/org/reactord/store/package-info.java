/**
 * What must outlive the process: delivered items and what becomes of them, and (beside the rules) all the daemon's
 * state on disk.
 *
 * <p>Works on a thread of its own, in the order in which it was asked, and answers by messages. A file that it writes
 * is written aside, synced, renamed, and its directory synced, and can be read with {@code cat}.
 */
@NullMarked
package org.reactord.store;

import org.jspecify.annotations.NullMarked;
