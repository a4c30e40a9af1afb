package org.reactord.exec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.reactord.job.JobId;

/** What earlier daemons have left, as far as the JDK finds it: the children themselves, by their process ids. */
final class PortableOrphans {
    private final Map<JobId, ProcessHandle> alive = new HashMap<>();
    private final List<Leftover> leftovers = new ArrayList<>();
    private final List<CompletableFuture<Void>> waits = new ArrayList<>();

    private PortableOrphans() {}

    static PortableOrphans among(AttemptNotes notes) {
        PortableOrphans orphans = new PortableOrphans();
        Instant now = Instant.now();
        for (AttemptNote note : notes.found()) {
            Optional<ProcessHandle> process =
                    notes.isOfThisBoot(note) ? note.leader().flatMap(PortableOrphans::find) : Optional.empty();
            boolean stale = process.isEmpty() && notes.forgetIfStale(note, now);
            if (!stale) {
                orphans.leftovers.add(
                        note.leftover(process.map(ProcessHandle::pid).stream().toList()));
                process.ifPresent(one -> orphans.alive.put(note.job(), one));
            }
        }
        return orphans;
    }

    private static Optional<ProcessHandle> find(AttemptNote.Leader leader) {
        return ProcessHandle.of(leader.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> AttemptNote.Leader.of(leader.pid()).equals(leader));
    }

    List<Leftover> leftovers() {
        return List.copyOf(leftovers);
    }

    /** Tells, on a thread of the JDK's, of each that has ended. */
    void awaitEnds(Consumer<JobId> ended) {
        alive.forEach((job, process) -> waits.add(process.onExit().thenRun(() -> ended.accept(job))));
    }

    void signal(JobId job, Launcher.Sent sent) {
        ProcessHandle process = alive.get(job);
        if (process != null) {
            PortableChild.signal(process, sent);
        }
    }
}
