package org.reactord.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;

/** What a person can have the loop do with rules and jobs. */
public sealed interface Order {
    /** Start nothing more of a rule; with a time, until it has passed. */
    record Pause(String rule, Optional<Duration> time) implements Order {}

    /**
     * Run a rule for these files as if they had just been written, and without waiting for quiet; without files, for all
     * that it is about.
     *
     * @param rehearse only say what would be executed
     */
    record Run(String rule, List<Subject> files, boolean rehearse) implements Order {
        public Run {
            files = List.copyOf(files);
        }
    }

    /** Write down that a rule, which is a shadow, would have taken an event that was sent. */
    record Shadowed(String rule, String event) implements Order {}

    /** A file that somebody has looked at. */
    record Subject(BytePath path, FileKind kind, Optional<FileStamp> stamp) {}

    /** Start again what was paused; without a name, of every rule. */
    record Resume(Optional<String> rule) implements Order {}

    /** Try again now: what waits for its next attempt, and what was given up; without a name, of every rule. */
    record Retry(Optional<String> ruleOrJob) implements Order {}

    /** Give up what waits and end what runs. */
    record Cancel(String ruleOrJob) implements Order {}
}
