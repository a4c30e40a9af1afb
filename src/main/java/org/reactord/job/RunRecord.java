package org.reactord.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;

/**
 * A run that is over, as it is remembered.
 *
 * @param run its number; goes on over restarts
 * @param attempt which attempt of its job it was, from 1
 * @param started by the clock on the wall
 * @param waited how long the job had been ready before its command was there: the daemon's own latency
 * @param success whether it made what it was to make
 * @param outcome how it ended, in one word
 * @param reason the same as a clause
 * @param changes how many changes the job stood for
 * @param path the file that it was about, or of several the first
 */
public record RunRecord(
        long run,
        String rule,
        JobId job,
        int attempt,
        Cause cause,
        Instant started,
        Duration took,
        Duration waited,
        boolean success,
        String outcome,
        String reason,
        long stdoutBytes,
        long stderrBytes,
        int changes,
        Optional<BytePath> path) {}
