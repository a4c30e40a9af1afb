package org.reactord.doctor;

/** What came of asking for the daemon. */
public sealed interface Asked {
    /** It answers. */
    record Answered(DaemonReport report) implements Asked {}

    /** Somebody listens and says nothing. */
    record Silent() implements Asked {}

    /** Nobody listens. */
    record Absent() implements Asked {}

    /** It may not be asked, or the answer makes no sense: a sentence. */
    record Refused(String reason) implements Asked {}
}
