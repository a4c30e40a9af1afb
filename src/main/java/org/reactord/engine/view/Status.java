package org.reactord.engine.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the loop knows.
 *
 * @param state {@code running} or {@code stopping}
 * @param backend what the file source is called
 * @param launcher what the launcher is called
 * @param limit how many commands may run at once in the whole daemon
 * @param rules in the order of the rule files
 * @param jobs those that run, then those that wait, oldest first; at most {@link #MOST_JOBS}
 * @param jobTotal how many jobs there are in all
 * @param trouble why the state directory takes nothing at present; empty if it does
 * @param refusal which job the system could not start a process for, and why, if that is how things stand
 * @param changedFiles the rule files that are no more as they were when the rules in force were read
 * @param overflows how often events were lost and the truth was compared instead
 */
public record Status(
        String state,
        String backend,
        String launcher,
        int limit,
        Instant started,
        Instant now,
        List<RuleStatus> rules,
        List<JobStatus> jobs,
        int jobTotal,
        long overflows,
        Optional<String> trouble,
        Optional<String> refusal,
        List<String> changedFiles) {
    /** The state of a daemon that takes no more work. */
    public static final String STOPPING = "stopping";

    /** More than these nobody reads, and a queue of a million must not become an answer of a million lines. */
    public static final int MOST_JOBS = 1000;

    public Status {
        rules = List.copyOf(rules);
        jobs = List.copyOf(jobs);
        changedFiles = List.copyOf(changedFiles);
    }

    /** True if nothing but the time is another one. */
    public boolean showsTheSameAs(Status other) {
        Status then = new Status(
                state,
                backend,
                launcher,
                limit,
                started,
                other.now,
                rules,
                jobs,
                jobTotal,
                overflows,
                trouble,
                refusal,
                changedFiles);
        return then.equals(other);
    }

    /** True if some rule or the system needs a person: then {@code status} exits 1. */
    public boolean degraded() {
        return trouble.isPresent()
                || refusal.isPresent()
                || rules.stream().anyMatch(rule -> rule.health().needsAttention());
    }
}
