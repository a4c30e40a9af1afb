package org.reactord.exec;

import org.reactord.job.Attempt;

/** What the launcher's thread is asked to do. */
sealed interface Order {
    record Launch(Attempt attempt) implements Order {}

    record Signal(long run, Launcher.Sent sent) implements Order {}

    record Close() implements Order {}
}
