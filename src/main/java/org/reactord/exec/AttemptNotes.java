package org.reactord.exec;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.SafeText;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.job.Attempt;
import org.reactord.job.JobId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notes of the attempts that run: one small file for each, written before there is a child and
 * empty or gone once its end has been handled. What a daemon finds at its start, an earlier one has died over.
 *
 * <p>Nothing is synced: a note must outlive the daemon, not the system, whose end ends the commands too.
 *
 * <p>Confined to the launcher's thread, but for {@link #read}, which comes before it.
 */
final class AttemptNotes {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptNotes.class);

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** A job that has not come back for so long does not come back. */
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    private final Path directory;
    private final String boot;
    private final Map<JobId, AttemptNote> found = new HashMap<>();
    /** Where these are, as long as nothing else was written there. */
    private final Map<JobId, Path> places = new HashMap<>();

    private final Map<JobId, NotePages.Page> written = new HashMap<>();
    private final NotePages pages;

    private AttemptNotes(Path directory, String boot) {
        this.directory = directory;
        this.boot = boot;
        this.pages = new NotePages(directory);
    }

    /** Reads what earlier daemons have left. */
    static AttemptNotes read(Path directory) {
        AttemptNotes notes = new AttemptNotes(directory, bootId());
        make(directory);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Optional<AttemptNote> note = AttemptNote.parse(Files.readAllBytes(file));
                if (note.isPresent()) {
                    notes.found.put(note.get().job(), note.get());
                    notes.places.put(note.get().job(), file);
                } else {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException unreadable) {
            // Nothing can be done about it, and writing the next note tells the reason.
            return notes;
        }
        return notes;
    }

    private static void make(Path directory) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException refused) {
            // Writing the first note tells the reason.
            return;
        }
    }

    private static String bootId() {
        try {
            return Files.readAllLines(BOOT_ID).get(0);
        } catch (IOException noLinux) {
            return "unknown";
        }
    }

    /** What earlier daemons have died over. */
    List<AttemptNote> found() {
        return List.copyOf(found.values());
    }

    /** True if its processes can still live: they were started since the system was. */
    boolean isOfThisBoot(AttemptNote note) {
        return note.boot().equals(boot);
    }

    /** Forgets what nobody will ask for: an item that is gone or has changed, a job that has not come for a week. */
    boolean forgetIfStale(AttemptNote note, Instant now) {
        boolean stale =
                note.item().isPresent() ? !liesThere(note) : note.started().isBefore(now.minus(FORGOTTEN));
        if (stale) {
            forget(note.job());
        }
        return stale;
    }

    private static boolean liesThere(AttemptNote note) {
        Look look = FileStamps.look(note.path());
        return !(look instanceof Look.Absent)
                && !(look instanceof Look.Found seen
                        && note.item().filter(seen.stamp()::sameContent).isEmpty());
    }

    /** A note that is being written, and takes what is known only once there is a child. */
    static final class Sheet {
        private final NotePages.@Nullable Page page;

        private Sheet(NotePages.@Nullable Page page) {
            this.page = page;
        }

        /** Without this a child is still found by its environment. */
        void tell(AttemptNote.Leader leader) {
            if (page == null) {
                return;
            }
            try {
                page.add(AttemptNote.rest(leader));
            } catch (IOException full) {
                return;
            }
        }
    }

    /**
     * Notes that an attempt begins. Where the disk takes no note the attempt begins all the same: work that stands still is
     * worse than an attempt that a crash in that hour would not count.
     */
    Sheet begin(Attempt attempt, Optional<BytePath> cgroup) {
        AttemptNote before = found.get(attempt.job());
        int deaths = before == null ? 0 : before.deaths() + 1;
        try {
            return begin(AttemptNote.of(attempt, deaths, Instant.now(), boot, cgroup));
        } catch (IOException full) {
            LOG.warn(
                    "{}: its start cannot be noted in the state directory {}: {}; if the daemon is killed now, the next one "
                            + "does not know of it",
                    attempt.label(),
                    directory,
                    SafeText.ofText(String.valueOf(full.getMessage())));
            return new Sheet(null);
        }
    }

    private Sheet begin(AttemptNote note) throws IOException {
        NotePages.Page page = pageOf(note.job());
        written.put(note.job(), page);
        page.add(note.beginning());
        return new Sheet(page);
    }

    /** An empty page; of a job that has one already, or of which an earlier daemon has left one, the same. */
    private NotePages.Page pageOf(JobId job) throws IOException {
        NotePages.Page page = written.get(job);
        if (page != null) {
            page.empty();
            return page;
        }
        Path left = places.remove(job);
        return left == null ? pages.take() : NotePages.anew(left);
    }

    /** The attempt has not begun after all: what an earlier daemon has left is all there is to tell. */
    void takeBack(JobId job) {
        AttemptNote before = found.get(job);
        if (before == null) {
            forget(job);
            return;
        }
        try {
            before.leader().ifPresent(begin(before)::tell);
        } catch (IOException full) {
            // Then one death is counted that was none.
            return;
        }
    }

    /** The end of the attempt has been handled, or its job will not come back. */
    void forget(JobId job) {
        found.remove(job);
        NotePages.Page page = written.remove(job);
        if (page != null) {
            pages.giveBack(page);
        }
        Path left = places.remove(job);
        if (left != null) {
            NotePages.remove(left);
        }
    }

    /** Nothing begins any more; what still runs stays noted. */
    void close() {
        pages.close();
    }
}
