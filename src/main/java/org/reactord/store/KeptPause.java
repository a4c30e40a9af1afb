package org.reactord.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A rule that a person has paused.
 *
 * @param until when it ends by itself
 */
public record KeptPause(String rule, Instant since, Optional<Instant> until) {}
