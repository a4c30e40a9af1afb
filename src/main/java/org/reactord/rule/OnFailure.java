package org.reactord.rule;

import java.time.Duration;
import java.util.Optional;

/**
 * How somebody is told that a rule fails: not of each failure, but of the span in which it fails.
 *
 * @param command what tells; empty: the desktop's own notification, where there is a desktop
 * @param after how long an incident has lasted when it is told for the first time
 * @param every how often it is told again while it lasts
 */
public record OnFailure(Optional<Command> command, Duration after, Duration every) {
    /** What holds for a rule that does not say anything about it. */
    public static final OnFailure DEFAULT =
            new OnFailure(Optional.empty(), Duration.ofMinutes(10), Duration.ofHours(1));
}
