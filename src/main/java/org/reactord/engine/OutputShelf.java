package org.reactord.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.reactord.engine.view.RunStatus;

/**
 * Bounds what the last runs of all rules keep of their output: the rules that ran most recently keep all of it, the
 * others the end. A thousand chatty rules must not fill the heap. Confined to the loop thread.
 */
final class OutputShelf {
    /** So many rules keep the whole output of their last run. */
    static final int WHOLE = 16;

    /** What is left of each stream of the others, in bytes. */
    static final int END = 1024;

    private final Map<ActiveRule, Boolean> recent = new LinkedHashMap<>();

    /** A rule's last run has ended. */
    void keep(ActiveRule active) {
        recent.remove(active);
        recent.put(active, true);
        if (recent.size() > WHOLE) {
            ActiveRule eldest = recent.keySet().iterator().next();
            recent.remove(eldest);
            eldest.lastRun().map(OutputShelf::cut).ifPresent(eldest::lastRun);
        }
    }

    private static RunStatus cut(RunStatus run) {
        return new RunStatus(
                run.run(),
                run.job(),
                run.path(),
                run.changes(),
                run.attempt(),
                run.cause(),
                run.started(),
                run.took(),
                run.outcome(),
                run.output().cutTo(END));
    }
}
