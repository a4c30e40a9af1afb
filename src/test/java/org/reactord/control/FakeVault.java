package org.reactord.control;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.reactord.event.BytePath;
import org.reactord.job.PendingJob;

/** Dumps three lines, and restores only what is called /good. */
final class FakeVault implements Vault {
    @Override
    public Supplier<Optional<String>> dump(List<PendingJob> jobs, List<BytePath> directories) {
        Iterator<String> lines = List.of("first", "x".repeat(300_000), "end").iterator();
        return () -> lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
    }

    @Override
    public Result restore(BytePath file, Map<String, BytePath> directories) {
        return file.display().equals("/good")
                ? new Read(List.of(), 2, 1, List.of())
                : new Refused("it has been cut off", true);
    }
}
