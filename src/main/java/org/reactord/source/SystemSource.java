package org.reactord.source;

import java.util.Collection;
import org.reactord.event.SystemKind;

/**
 * Tells of what happens to the system and is no file: {@link org.reactord.event.SystemEvent}s, for one
 * {@link SystemSink}.
 *
 * <p>What nobody asks for is not opened and costs nothing. When a kind is first asked for, the states that hold are told
 * with the cause {@code START}, then {@link org.reactord.event.Surveyed}, and from then on one event for each transition,
 * however many messages the kernel sends. After a loss ({@link org.reactord.event.SystemLoss}) what a comparison finds is
 * told with the cause {@code OVERFLOW}.
 *
 * <p>All methods may be called from any one thread at a time, return at once and never throw for anything that the system
 * does.
 */
public interface SystemSource extends AutoCloseable {
    /**
     * Makes these, and only these, the kinds that are told of. Of a kind that was asked for before nothing is told again.
     *
     * @param armed run, on a thread of the source, once every kind is heard of or known to be unavailable, and told to the
     *     sink ({@link SystemSink#systemChanged})
     */
    void watch(Collection<SystemRequest> requests, Runnable armed);

    /**
     * All has been done that was to be done for what was told of a kind. The machine may wait for this before it sleeps or
     * goes down; a source that holds it back lets it go then.
     */
    void handled(SystemKind kind);

    /** Ends the thread and gives every descriptor back; nothing is told any more once this returns. */
    @Override
    void close();
}
