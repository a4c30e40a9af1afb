package org.reactord.source;

import java.time.Instant;
import org.reactord.event.WatchedTree;

/**
 * A name of which something has been heard or seen that is not told yet.
 *
 * @param what it waits for, a clause
 * @param since when it was noticed
 */
public record Unfinished(WatchedTree tree, String what, Instant since) {}
