package org.reactord.source;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.WatchedTree;

/**
 * Turns one kernel facility into events.
 *
 * <p>Whatever the facility, a sink hears the same story, and the contract suite holds every source to it:
 *
 * <ul>
 *   <li>{@code WRITTEN} is said of a file only once it is complete (DESIGN section 5), and once for each completion;
 *   <li>paths are those that the names have when the event is told;
 *   <li>a new directory of a recursive tree is watched first and then scanned, so nothing in it is missed or doubled;
 *   <li>a root that is not there is waited for, and scanned when it comes;
 *   <li>when events were lost, {@code Overflow} is told, and then what a comparison finds, with that cause.
 * </ul>
 *
 * <p>All methods may be called from any one thread at a time, return at once unless they say otherwise, and never throw
 * for anything that a file system does.
 */
public interface EventSource extends AutoCloseable {
    /** {@code native} or {@code portable}: what {@code info} and {@code status} call it. */
    String name();

    /**
     * Makes these, and only these, the watched trees. Watches of trees that were there before are not touched, and
     * nothing that they had to tell is lost.
     *
     * <p>Of a new tree, what is there already is told with the cause {@code START} if it changed after
     * {@link WatchRequest#since}.
     *
     * @param armed run on a thread of the source once every new tree is watched, waited for or known to be impossible,
     *     before the scans have ended
     */
    void watch(Collection<WatchRequest> requests, Runnable armed);

    /** Compares a watched tree with the truth again and tells all of its complete files, for the cause named. */
    void rescan(WatchedTree tree, Cause cause);

    /**
     * Asks until when everything that happened in these trees has been told.
     *
     * @param answer called once, on a thread of the source, as soon as that can be said, with nanoseconds since the epoch
     *     by the clock that stamps files: what has a later ctime, or this one, may be untold. Something that is still
     *     pending, such as a file that somebody writes, holds the instant back; {@link Long#MIN_VALUE} promises nothing
     */
    void toldUntil(Collection<WatchedTree> trees, LongConsumer answer);

    /**
     * Asks what is being waited for before a change of this path is told, in each tree that waits for something.
     *
     * @param answer called once, on a thread of the source
     */
    void unfinished(BytePath path, Consumer<List<Unfinished>> answer);

    /** A reason why this source cannot work on this system at all; empty if it can. */
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /** Ends the threads and gives every descriptor back; nothing is told any more once this returns. */
    @Override
    void close();
}
