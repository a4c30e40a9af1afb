package org.reactord.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.reactord.job.JobId;
import org.reactord.job.PendingJob;

/**
 * Keeps pending jobs, marks and pauses on disk. What the disk does not take is kept here and tried again with the next request;
 * until then the rule has no new mark, for a mark says that nothing before it is needed any more. Of the store thread.
 */
final class Notebook {
    private final PendingJobs jobs;
    private final MarkFiles marks;
    private final PauseFile pauses;
    private final Map<JobId, PendingJob> unkept = new LinkedHashMap<>();
    private final Map<String, Request.Mark> unmarked = new LinkedHashMap<>();
    private Optional<List<KeptPause>> unpaused = Optional.empty();

    Notebook(PendingJobs jobs, MarkFiles marks, PauseFile pauses) {
        this.jobs = jobs;
        this.marks = marks;
        this.pauses = pauses;
    }

    /** Does what is asked for here, of which the latest counts; why it could not, if it could not. */
    Optional<String> take(List<Request> requests) {
        Optional<String> trouble = Optional.empty();
        for (Request request : requests) {
            if (request instanceof Request.Keep keep) {
                unkept.put(keep.job().id(), keep.job());
            } else if (request instanceof Request.Forget forget) {
                unkept.remove(forget.job());
                trouble = first(trouble, tried(() -> jobs.forget(forget.job())));
            } else if (request instanceof Request.Mark mark) {
                unmarked.put(mark.rule(), mark);
            } else if (request instanceof Request.Pauses all) {
                unpaused = Optional.of(all.pauses());
            } else if (request instanceof Request.RetainMarks retain) {
                unmarked.keySet().retainAll(retain.rules());
                trouble = first(trouble, tried(() -> marks.retain(retain.rules())));
            }
        }
        return first(trouble, write());
    }

    private Optional<String> write() {
        Optional<String> trouble = Optional.empty();
        for (PendingJob job : List.copyOf(unkept.values())) {
            Optional<String> refused = tried(() -> jobs.keep(job));
            if (refused.isPresent()) {
                return refused; // what did not take this one takes none of the others
            }
            unkept.remove(job.id());
        }
        for (Request.Mark mark : List.copyOf(unmarked.values())) {
            Optional<String> refused = tried(() -> marks.write(mark.rule(), mark.roots(), mark.until()));
            trouble = first(trouble, refused);
            if (refused.isEmpty()) {
                unmarked.remove(mark.rule());
            }
        }
        return first(trouble, writePauses());
    }

    private Optional<String> writePauses() {
        Optional<String> refused = unpaused.flatMap(all -> tried(() -> pauses.write(all)));
        unpaused = refused.isEmpty() ? Optional.empty() : unpaused;
        return refused;
    }

    private interface Deed {
        void now() throws IOException;
    }

    private static Optional<String> tried(Deed deed) {
        try {
            deed.now();
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(Reasons.of(refused));
        }
    }

    private static Optional<String> first(Optional<String> one, Optional<String> other) {
        return Stream.of(one, other).flatMap(Optional::stream).findFirst();
    }

    /** How many jobs are not on disk though they should be. */
    int unkept() {
        return unkept.size();
    }
}
