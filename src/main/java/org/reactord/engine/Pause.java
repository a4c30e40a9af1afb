package org.reactord.engine;

import java.time.Instant;
import java.util.Optional;
import org.reactord.engine.view.PauseStatus;

/**
 * Why a rule starts nothing for the time being; its events gather all the same.
 *
 * @param since when it began
 * @param until when it ends by itself
 * @param why empty if a person wanted it
 */
record Pause(Instant since, Optional<Instant> until, Optional<String> why) {
    /** Whether the rule feeds itself, rather than that somebody has paused it. */
    boolean isOfLoop() {
        return why.isPresent();
    }

    PauseStatus picture() {
        return new PauseStatus(since, until, why);
    }
}
