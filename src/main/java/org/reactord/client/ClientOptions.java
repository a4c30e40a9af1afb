package org.reactord.client;

import java.time.Duration;
import java.util.Optional;
import org.reactord.contact.Places;

/**
 * How a question is asked, and its answer shown.
 *
 * @param timeout how long an answer is waited for; empty: {@link #PATIENCE}, and without end once the daemon has said
 *     that the answer will take its time
 */
public record ClientOptions(
        Places.Flags places,
        Optional<Duration> timeout,
        boolean json,
        boolean noColor,
        boolean quiet,
        boolean verbose) {
    public static final Duration PATIENCE = Duration.ofSeconds(10);
}
