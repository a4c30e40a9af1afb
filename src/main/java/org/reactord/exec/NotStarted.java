package org.reactord.exec;

import org.reactord.job.Outcome;

/** Why an attempt was not started. Never leaves this package: there it is the outcome that it carries. */
final class NotStarted extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    NotStarted(Outcome outcome) {
        super(outcome.describe(), null, false, false);
        this.outcome = outcome;
    }

    /** For a reason that lasts until somebody mends it. */
    static NotStarted lasting(String reason) {
        return new NotStarted(new Outcome.CannotStart(reason));
    }

    /** For want of something that will come back. */
    static NotStarted passing(String reason) {
        return new NotStarted(new Outcome.Deferred(reason));
    }

    /** Because there is nothing to do any more. */
    static NotStarted vanished(String reason) {
        return new NotStarted(new Outcome.Vanished(reason));
    }

    Outcome outcome() {
        return outcome;
    }
}
