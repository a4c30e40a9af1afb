package org.reactord.control;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.reactord.job.RunRecord;

/** Runs that a test has thought of; each has said its number on both streams. */
final class FakeRuns implements Runs {
    final List<RunRecord> all = new CopyOnWriteArrayList<>();
    volatile Optional<String> trouble = Optional.empty();

    @Override
    public Found last(int most, Predicate<RunRecord> wanted) {
        List<RunRecord> found = new ArrayList<>(all.stream().filter(wanted).toList());
        int earlier = Math.max(0, found.size() - most);
        return new Found(found.subList(earlier, found.size()), earlier, trouble);
    }

    @Override
    public Optional<byte[]> stdout(long run) {
        return said(run, "out ");
    }

    @Override
    public Optional<byte[]> stderr(long run) {
        return said(run, "err ");
    }

    private Optional<byte[]> said(long run, String what) {
        return all.stream()
                .filter(one -> one.run() == run && one.stdoutBytes() > 0)
                .findFirst()
                .map(one -> (what + run + "\n\u001b[31mred\n").getBytes(StandardCharsets.UTF_8));
    }
}
