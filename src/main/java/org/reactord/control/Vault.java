package org.reactord.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.reactord.event.BytePath;
import org.reactord.job.PendingJob;

/** Writes down what is pending, and reads it again; given by who has the files. Blocks. */
public interface Vault {
    /** What was read. */
    sealed interface Result {}

    /**
     * It is whole.
     *
     * @param jobs that are to go on
     * @param events how many were put back
     * @param known how many events were there already
     * @param troubles why events could not be put back
     */
    record Read(List<PendingJob> jobs, int events, int known, List<String> troubles) implements Result {
        public Read {
            jobs = List.copyOf(jobs);
            troubles = List.copyOf(troubles);
        }
    }

    /**
     * It is not, or it could not be put back.
     *
     * @param reason why, a clause
     * @param untouched whether nothing at all was put back
     */
    record Refused(String reason, boolean untouched) implements Result {}

    /**
     * The lines of a dump, one after the other, and then nothing.
     *
     * @param directories in which events wait
     */
    Supplier<Optional<String>> dump(List<PendingJob> jobs, List<BytePath> directories);

    /**
     * Makes sure that a dump is whole, and then puts its events back.
     *
     * @param directories in which events wait, by the names of their rules
     */
    Result restore(BytePath file, Map<String, BytePath> directories);
}
