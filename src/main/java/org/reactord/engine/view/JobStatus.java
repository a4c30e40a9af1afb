package org.reactord.engine.view;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.reactord.event.BytePath;
import org.reactord.job.JobId;

/**
 * A job that lives.
 *
 * @param path the file that it is about, or of a batch its first change
 * @param changes how many changes it stands for
 * @param state {@code queued}, {@code running}, {@code retrying} or {@code disposing}
 * @param attempt the number of the attempt that runs or comes next
 * @param nextAttempt when, if it is retrying
 * @param pid of its child, if it is running
 */
public record JobStatus(
        JobId id,
        String rule,
        Optional<BytePath> path,
        int changes,
        String state,
        int attempt,
        Optional<Instant> nextAttempt,
        OptionalLong pid) {}
