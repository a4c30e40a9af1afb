package org.reactord.engine.view;

import java.time.Instant;
import java.util.Optional;

/**
 * A rule starts nothing for the time being.
 *
 * @param until when it ends by itself; empty: only when somebody resumes it
 * @param loop how the rule feeds itself, a clause; empty if a person has paused it
 */
public record PauseStatus(Instant since, Optional<Instant> until, Optional<String> loop) {}
