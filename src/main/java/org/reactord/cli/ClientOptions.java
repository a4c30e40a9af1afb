package org.reactord.cli;

import java.time.Duration;
import java.util.Optional;
import org.reactord.control.Places;

/**
 * How a question is asked, and its answer shown.
 *
 * @param timeout how long an answer is waited for; empty: {@link #PATIENCE}, and without end once the daemon has said
 *     that the answer will take its time
 */
record ClientOptions(
        Places.Flags places,
        Optional<Duration> timeout,
        boolean json,
        boolean noColor,
        boolean quiet,
        boolean verbose) {
    static final Duration PATIENCE = Duration.ofSeconds(10);
}
