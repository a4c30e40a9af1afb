package org.reactord.engine;

import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.Output;

/**
 * One failure of a rule, in the words of whoever is told.
 *
 * @param attempt what failed
 * @param kind how it ended: {@code status}, {@code signal}, {@code timeout}, {@code not-started}, {@code stuck} or
 *     {@code loop}
 * @param code the status, or the signal's name without SIG; empty of the other kinds
 * @param reason the end as a clause, as {@link Outcome#describe}
 */
record Failure(Attempt attempt, String kind, String code, String reason, Output output) {
    /** An attempt failed. */
    static Failure of(Attempt attempt, Outcome outcome, Output output) {
        String kind = "not-started";
        String code = "";
        if (outcome instanceof Outcome.Exited exited) {
            kind = "status";
            code = Integer.toString(exited.status());
        } else if (outcome instanceof Outcome.Signalled signalled) {
            kind = "signal";
            code = signalled.signal();
        } else if (outcome instanceof Outcome.TimedOut) {
            kind = "timeout";
        }
        return new Failure(attempt, kind, code, outcome.describe(), output);
    }

    /** The rule feeds itself and was paused before it ran for this once more. */
    static Failure loop(Attempt attempt, String why) {
        return new Failure(attempt, "loop", "", "paused, because " + why, Output.NONE);
    }

    /** An item was handled and cannot be removed, or moved. */
    static Failure stuck(Attempt attempt, String reason) {
        String what = attempt.changes().get(0).path() + " was handled, but " + reason;
        return new Failure(attempt, "stuck", "", what, Output.NONE);
    }
}
