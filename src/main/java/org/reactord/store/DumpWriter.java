package org.reactord.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;
import org.reactord.job.PendingJob;

/** Makes the lines of a dump, one after the other, so that no event has to fit into memory. Blocks; of one thread at a time. */
public final class DumpWriter {
    private static final int PIECE = 256 * 1024;

    /** An event that waits for a rule. */
    private record Event(String rule, Path file) {}

    private final List<PendingJob> jobs;
    private final List<Event> events = new ArrayList<>();
    private final MessageDigest digest = Dump.digest();
    private int nextJob;
    private int nextEvent;
    private int count;
    private @Nullable InputStream open;
    private boolean begun;
    private boolean ended;

    /**
     * A dump of these.
     *
     * @param directories in which events wait, each named after its rule
     */
    public DumpWriter(List<PendingJob> jobs, List<BytePath> directories) {
        this.jobs = List.copyOf(jobs);
        for (BytePath directory : directories) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(PathBytes.toPath(directory), DumpWriter::isEvent)) {
                String rule = directory.name().display();
                files.forEach(file -> events.add(new Event(rule, file)));
            } catch (IOException | DirectoryIteratorException nothingThere) {
                // No event has ever been sent to this rule, or nobody can say.
            }
        }
        events.sort(Comparator.comparing(Event::file));
    }

    /** What else lies there is not the daemon's. */
    private static boolean isEvent(Path entry) {
        return Dump.isName(entry.getFileName().toString()) && Files.isRegularFile(entry);
    }

    /** The next line, without its end; empty after the last. */
    public Optional<String> next() {
        if (ended) {
            return Optional.empty();
        }
        String line = made();
        digest.update(Dump.bytes(line));
        return Optional.of(line);
    }

    private String made() {
        if (!begun) {
            begun = true;
            return Dump.FIRST;
        }
        if (nextJob < jobs.size()) {
            count++;
            return ofJob(jobs.get(nextJob++));
        }
        while (nextEvent < events.size()) {
            Optional<String> piece = ofEvent(events.get(nextEvent));
            if (piece.isPresent()) {
                count++;
                return piece.get();
            }
            nextEvent++;
        }
        ended = true;
        return String.join(
                "\t", Dump.END, Integer.toString(count), HexFormat.of().formatHex(digest.digest()));
    }

    private static String ofJob(PendingJob job) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PendingJobText.write(job, text);
        } catch (IOException memoryTakesEverything) {
            throw new UncheckedIOException(memoryTakesEverything);
        }
        return String.join("\t", Dump.JOB, job.id().text(), Base64.getEncoder().encodeToString(text.toByteArray()));
    }

    /** A piece of an event; empty after its last, and if it has gone. */
    private Optional<String> ofEvent(Event event) {
        try {
            if (open == null) {
                open = Files.newInputStream(event.file());
            }
            byte[] piece = open.readNBytes(PIECE);
            if (piece.length > 0) {
                return Optional.of(String.join(
                        "\t",
                        Dump.EVENT,
                        event.rule(),
                        event.file().getFileName().toString(),
                        Base64.getEncoder().encodeToString(piece)));
            }
            close();
        } catch (IOException gone) {
            open = null;
        }
        return Optional.empty();
    }

    private void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
