package org.reactord.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactord.files.PathBytes;
import org.reactord.job.JobId;
import org.reactord.job.PendingJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs that a restart could not find again by looking: a file each, named after the job. Of the store thread. */
final class PendingJobs {
    private static final Logger LOG = LoggerFactory.getLogger(PendingJobs.class);

    private final Path directory;

    PendingJobs(Path directory) {
        this.directory = directory;
    }

    /** What earlier daemons have left. A file that says nothing stays where it is, for a person to look at. */
    List<PendingJob> read() throws IOException {
        List<PendingJob> jobs = new ArrayList<>();
        for (Path file : Durable.files(directory)) {
            read(file, file.getFileName().toString()).ifPresent(jobs::add);
        }
        return jobs;
    }

    private static Optional<PendingJob> read(Path file, String name) {
        try {
            Optional<PendingJob> job =
                    PendingJobText.parse(new JobId(name), Files.readAllLines(file, StandardCharsets.ISO_8859_1));
            if (job.isEmpty()) {
                LOG.error("the pending job in {} is damaged and cannot be resumed; see to it", PathBytes.of(file));
            }
            return job;
        } catch (IOException unreadable) {
            LOG.error(
                    "the pending job in {} cannot be read and is not resumed: {}",
                    PathBytes.of(file),
                    Reasons.of(unreadable));
            return Optional.empty();
        }
    }

    void keep(PendingJob job) throws IOException {
        Durable.replace(directory, job.id().text(), out -> PendingJobText.write(job, out));
    }

    /** Not synced: if this is lost, the job is run once more. */
    void forget(JobId id) throws IOException {
        Files.deleteIfExists(directory.resolve(id.text()));
    }
}
