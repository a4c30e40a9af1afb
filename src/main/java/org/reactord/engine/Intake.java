package org.reactord.engine;

import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.FileEvent;
import org.reactord.job.Job;

/** How wanted events become jobs: one a file ({@link FileIntake}) or one for all ({@link BatchIntake}). */
interface Intake {
    /** Takes nothing. */
    Intake CLOSED = new Intake() {
        @Override
        public void take(FileEvent event, Moment now) {}

        @Override
        public void gone(Job job, Moment now) {}

        @Override
        public void adopt(Job job) {}

        @Override
        public void vanished(BytePath path, Moment now) {}

        @Override
        public Optional<Long> settlesAt(BytePath path) {
            return Optional.empty();
        }

        @Override
        public int settling() {
            return 0;
        }

        @Override
        public void flush(Moment now) {}

        @Override
        public void close() {}
    };

    /** Takes an event that the rule wants. */
    void take(FileEvent event, Moment now);

    /** A job lives no more; what happened to its file meanwhile is work now. */
    void gone(Job job, Moment now);

    /** Takes over a job that an earlier version of the rule made. */
    void adopt(Job job);

    /** A file is not there any more, or not under this name: what has not begun for it is no work any more. */
    void vanished(BytePath path, Moment now);

    /** When the wait for quiet ends that a path is in, in ticks, if nothing else happens. */
    Optional<Long> settlesAt(BytePath path);

    /** True if there is something for a path that has not begun to be run, and is of that path alone. */
    default boolean isWaiting(BytePath path) {
        return false;
    }

    /** True if the job of a path alone runs, or has been run. */
    default boolean isUnderWay(BytePath path) {
        return false;
    }

    /** Takes back what has not begun for a path alone, because it waits for nothing any more; the job, if it was one already. */
    default Optional<Job> withdraw(BytePath path, String why) {
        return Optional.empty();
    }

    /** How many paths wait for quiet. */
    int settling();

    /** Waits for quiet no longer: what has gathered becomes jobs now. */
    void flush(Moment now);

    /** Forgets what has not become a job. */
    void close();
}
