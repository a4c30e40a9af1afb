package org.reactord.store;

import org.reactord.job.Attempt;

/** What the store's thread is asked to do. */
sealed interface Request {
    record Delivered(Attempt attempt) implements Request {}

    record GivenUp(Attempt attempt, String reason) implements Request {}

    record Close() implements Request {}
}
