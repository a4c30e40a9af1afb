package org.reactord.event;

/** An immutable fact from a source. */
public sealed interface Event permits FileEvent, Overflow, ClockJumped {
    /** What a person is told about it, on one line. */
    String describe();
}
