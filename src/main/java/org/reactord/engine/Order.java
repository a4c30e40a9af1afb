package org.reactord.engine;

import java.time.Duration;
import java.util.Optional;

/** What a person can have the loop do with rules and jobs. */
public sealed interface Order {
    /** Start nothing more of a rule; with a time, until it has passed. */
    record Pause(String rule, Optional<Duration> time) implements Order {}

    /** Start again what was paused; without a name, of every rule. */
    record Resume(Optional<String> rule) implements Order {}

    /** Try again now: what waits for its next attempt, and what was given up; without a name, of every rule. */
    record Retry(Optional<String> ruleOrJob) implements Order {}

    /** Give up what waits and end what runs. */
    record Cancel(String ruleOrJob) implements Order {}
}
