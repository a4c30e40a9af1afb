package org.reactord.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.reactord.control.Runs;
import org.reactord.job.RunRecord;
import org.reactord.store.RunArchive;

/** What the store has written down of runs, for the control socket. */
final class RunFiles implements Runs {
    private final RunArchive archive;

    RunFiles(RunArchive archive) {
        this.archive = archive;
    }

    @Override
    public Found last(int most, Predicate<RunRecord> wanted) {
        RunArchive.Result result = archive.last(most, wanted);
        if (result instanceof RunArchive.Runs found) {
            return new Found(found.runs(), found.earlier(), Optional.empty());
        }
        String reason = result instanceof RunArchive.Unreadable unreadable ? unreadable.reason() : "";
        return new Found(List.of(), 0, Optional.of(reason));
    }

    @Override
    public Optional<byte[]> stdout(long run) {
        return archive.stdout(run);
    }

    @Override
    public Optional<byte[]> stderr(long run) {
        return archive.stderr(run);
    }
}
