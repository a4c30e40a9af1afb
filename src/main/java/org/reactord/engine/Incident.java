package org.reactord.engine;

import org.reactord.job.Outcome;
import org.reactord.job.Output;

/** The span in which a rule fails. Confined to the loop thread. */
final class Incident {
    private final Moment since;
    private int failures;
    private String reason = "";
    private String lastLine = "";

    Incident(Moment since) {
        this.since = since;
    }

    void add(Outcome outcome, Output output) {
        failures++;
        reason = outcome.describe();
        lastLine = output.lastLine();
    }

    Moment since() {
        return since;
    }

    int failures() {
        return failures;
    }

    String reason() {
        return reason;
    }

    String lastLine() {
        return lastLine;
    }
}
