package org.reactord.engine;

import java.util.ArrayList;
import java.util.List;
import org.reactord.job.Attempt;

/** A command that tells somebody of an incident, while it runs. Confined to the loop thread. */
final class Errand {
    private final Telling telling;
    private final Attempt attempt;
    private final List<Deadlines.Deadline> deadlines = new ArrayList<>();
    private boolean toldToEnd;
    private boolean endsWithDaemon;
    private boolean lost;

    Errand(Telling telling, Attempt attempt) {
        this.telling = telling;
        this.attempt = attempt;
    }

    Telling telling() {
        return telling;
    }

    Attempt attempt() {
        return attempt;
    }

    /** What must be cancelled when it ends. */
    List<Deadlines.Deadline> deadlines() {
        return deadlines;
    }

    /** {@code rule 'outbox': its on-failure command}. */
    String label() {
        return "rule '" + attempt.rule().name() + "': " + telling.what();
    }

    /** Whether it still ran when the daemon was to end. */
    boolean endsWithDaemon() {
        return endsWithDaemon;
    }

    void endWithDaemon() {
        endsWithDaemon = true;
    }

    /** Whether it was sent a signal to end. */
    boolean toldToEnd() {
        return toldToEnd;
    }

    void tellToEnd() {
        toldToEnd = true;
    }

    /** Whether not even a kill has ended it. */
    boolean lost() {
        return lost;
    }

    void lose() {
        lost = true;
    }
}
