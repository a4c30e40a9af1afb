package org.reactord.source.clock;

/** Tells an {@link org.reactord.source.EventSink} of every {@link org.reactord.event.ClockJumped}, until it is closed. */
public interface ClockWatch extends AutoCloseable {
    /** Ends the thread and gives every descriptor back; nothing is told any more once this returns. */
    @Override
    void close();
}
