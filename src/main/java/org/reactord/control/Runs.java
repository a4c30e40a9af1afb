package org.reactord.control;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.reactord.job.RunRecord;

/** What was written down of runs; given by who has the files. Blocks. */
public interface Runs {
    /**
     * What was found.
     *
     * @param runs oldest first
     * @param earlier how many older ones match, too, and are left out
     * @param trouble why nothing can be read; empty if it can
     */
    record Found(List<RunRecord> runs, long earlier, Optional<String> trouble) {
        public Found {
            runs = List.copyOf(runs);
        }
    }

    /** The last so many runs of a kind. */
    Found last(int most, Predicate<RunRecord> wanted);

    /** The end of what a run wrote to its standard output; empty if nothing is kept. */
    Optional<byte[]> stdout(long run);

    /** The end of what a run wrote to its standard error; empty if nothing is kept. */
    Optional<byte[]> stderr(long run);
}
