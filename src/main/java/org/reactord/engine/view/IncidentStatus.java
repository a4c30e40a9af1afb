package org.reactord.engine.view;

import java.time.Instant;
import java.util.Optional;

/**
 * A rule is failing.
 *
 * @param since when its first attempt failed
 * @param failures how many attempts have failed since
 * @param nextAttempt the earliest of its jobs' next attempts
 * @param reason how the last failed attempt ended
 * @param lastLine the last thing that its command said, made safe for a terminal
 */
public record IncidentStatus(
        Instant since, int failures, Optional<Instant> nextAttempt, String reason, String lastLine) {}
