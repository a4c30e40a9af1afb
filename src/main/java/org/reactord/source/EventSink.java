package org.reactord.source;

import org.reactord.event.Event;

/** Who hears a source; called on the source's threads. */
public interface EventSink {
    /**
     * Something happened. It may be left unhandled until {@link #flush}, so that one who has much to tell does not wake
     * the one who handles it for each.
     *
     * @return false if there was no room: the event is not taken, and the source must tell of it again by comparing
     *     ({@code Overflow}, then what it finds) once {@link #awaitRoom} returns
     */
    boolean offer(Event event);

    /** Has all that was offered handled. Whoever offers calls this before it waits for anything else. */
    void flush();

    /** Has all that was offered handled, and waits until there is room again; returns at once if there is, or if the daemon is ending. */
    void awaitRoom() throws InterruptedException;

    /** A tree is being watched better or worse than before. Never refused. */
    void rootChanged(RootState state);
}
