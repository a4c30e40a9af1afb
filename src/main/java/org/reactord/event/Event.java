package org.reactord.event;

/** An immutable fact from a source. */
public sealed interface Event permits FileEvent, Overflow, ClockJumped, SystemEvent, SystemLoss, Surveyed {
    /** What a person is told about it, on one line. */
    String describe();
}
