package org.reactord.engine;

import java.util.HashMap;
import java.util.Map;
import org.reactord.exec.Launcher;
import org.reactord.job.Attempt;
import org.reactord.job.Output;

/**
 * Counts who still needs the files with the whole output of an attempt, and has them removed when nobody does. Confined
 * to the loop thread.
 */
final class WholeOutputs {
    private final Launcher launcher;
    private final Map<Long, Integer> holders = new HashMap<>();

    WholeOutputs(Launcher launcher) {
        this.launcher = launcher;
    }

    void hold(Attempt attempt, Output output) {
        if (output.whole().isPresent()) {
            holders.merge(attempt.run(), 1, Integer::sum);
        }
    }

    void hold(Failure failure) {
        hold(failure.attempt(), failure.output());
    }

    void release(Attempt attempt, Output output) {
        if (output.whole().isPresent() && holders.merge(attempt.run(), -1, Integer::sum) <= 0) {
            holders.remove(attempt.run());
            launcher.discard(attempt);
        }
    }

    void release(Failure failure) {
        release(failure.attempt(), failure.output());
    }
}
