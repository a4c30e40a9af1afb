package org.reactord.engine;

import org.jspecify.annotations.Nullable;

/** The span in which a rule fails. Confined to the loop thread. */
final class Incident {
    private final Moment since;
    private int failures;
    private Failure last;
    private Deadlines.@Nullable Deadline telling;
    private @Nullable Moment told;

    Incident(Failure first, Moment since) {
        this.since = since;
        this.last = first;
        this.failures = 1;
    }

    void add(Failure failure) {
        failures++;
        last = failure;
    }

    Moment since() {
        return since;
    }

    int failures() {
        return failures;
    }

    Failure last() {
        return last;
    }

    String reason() {
        return last.reason();
    }

    String lastLine() {
        return last.output().lastLine();
    }

    /** When it is told next. */
    Deadlines.@Nullable Deadline telling() {
        return telling;
    }

    void telling(Deadlines.Deadline next) {
        telling = next;
    }

    /** When it was told last; null if it never was. */
    @Nullable
    Moment told() {
        return told;
    }

    void tell(Moment now) {
        told = now;
    }
}
