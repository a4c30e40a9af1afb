package org.reactord.engine.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.job.JobId;
import org.reactord.job.Outcome;
import org.reactord.job.Output;

/**
 * An attempt that has ended.
 *
 * @param path the file that the job was about, or of a batch its first change
 * @param changes how many changes the job stood for
 * @param attempt its number, from 1
 */
public record RunStatus(
        long run,
        JobId job,
        Optional<BytePath> path,
        int changes,
        int attempt,
        Cause cause,
        Instant started,
        Duration took,
        Outcome outcome,
        Output output) {}
