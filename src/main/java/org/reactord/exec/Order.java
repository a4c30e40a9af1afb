package org.reactord.exec;

import org.reactord.job.Attempt;
import org.reactord.job.JobId;

/** What the launcher's thread is asked to do. */
sealed interface Order {
    /** Asked for at an instant of {@link System#nanoTime}. */
    record Launch(Attempt attempt, long asked) implements Order {}

    record LaunchAside(Attempt attempt, long asked) implements Order {}

    record Signal(long run, Launcher.Sent sent) implements Order {}

    /** For what an earlier daemon has left of a job. */
    record SignalLeft(JobId job, Launcher.Sent sent) implements Order {}

    record Forget(JobId job) implements Order {}

    record Discard(Attempt attempt) implements Order {}

    record Close() implements Order {}
}
