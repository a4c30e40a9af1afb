package org.reactord.exec;

import java.util.List;
import java.util.Optional;
import org.reactord.job.Attempt;
import org.reactord.job.JobId;
import org.reactord.job.Outcome;
import org.reactord.job.Output;

/** Stands where no launcher works: says why, and starts nothing. Its listener is called on the loop thread. */
final class NoLauncher implements Launcher {
    private final String reason;
    private final LaunchListener listener;

    NoLauncher(String reason, LaunchListener listener) {
        this.reason = reason;
        this.listener = listener;
    }

    @Override
    public void launch(Attempt attempt) {
        listener.ended(attempt, new Outcome.CannotStart(reason), Output.NONE);
    }

    @Override
    public void launchAside(Attempt attempt) {
        launch(attempt);
    }

    @Override
    public void signal(Attempt attempt, Sent signal) {
        // Nothing of it runs.
    }

    @Override
    public List<Leftover> leftovers() {
        return List.of();
    }

    @Override
    public void signal(Leftover leftover, Sent signal) {
        // Nothing of it is known.
    }

    @Override
    public void forget(JobId job) {
        // Nothing was noted.
    }

    @Override
    public void discard(Attempt attempt) {
        // Nothing of it was kept.
    }

    @Override
    public String name() {
        return "none";
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.of(reason);
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
