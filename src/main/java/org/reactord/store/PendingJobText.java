package org.reactord.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.files.OneLine;
import org.reactord.job.FileChange;
import org.reactord.job.JobId;
import org.reactord.job.PendingJob;

/**
 * A pending job as a file: a line for each thing that is known of it, its fields parted by tabs, and a line for each
 * change. Times of files are nanoseconds since the epoch.
 */
final class PendingJobText {
    private static final String NONE = "-";
    private static final int STAMP = 3;
    private static final int ROOT = 8;
    private static final int FIELDS = 11;

    private PendingJobText() {}

    static void write(PendingJob job, OutputStream out) throws IOException {
        line(out, "rule", OneLine.ofText(job.rule()));
        line(out, "cause", job.cause().word());
        line(out, "made", Integer.toString(job.made()));
        line(out, "due", job.due().toString());
        for (FileChange change : job.changes()) {
            line(out, fields(change));
        }
    }

    private static void line(OutputStream out, String... fields) throws IOException {
        out.write((String.join("\t", fields) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String[] fields(FileChange change) {
        List<String> fields = new ArrayList<>();
        fields.add("change");
        fields.add(change.change().word());
        fields.add(change.kind().word());
        FileStamp stamp = change.stamp().orElse(null);
        long[] numbers = stamp == null
                ? new long[0]
                : new long[] {stamp.device(), stamp.inode(), stamp.size(), stamp.modified(), stamp.changed()};
        for (int i = 0; i < ROOT - STAMP; i++) {
            fields.add(stamp == null ? NONE : Long.toString(numbers[i]));
        }
        fields.add(OneLine.of(change.root()));
        fields.add(OneLine.of(change.path()));
        fields.add(change.from().map(OneLine::of).orElse(NONE));
        return fields.toArray(String[]::new);
    }

    /** The job of that name; empty if the text is damaged. */
    static Optional<PendingJob> parse(JobId id, List<String> lines) {
        try {
            String rule = value(lines, 0, "rule");
            List<FileChange> changes = new ArrayList<>();
            for (String line : lines.subList(4, lines.size())) {
                changes.add(change(line.split("\t", -1)));
            }
            return changes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new PendingJob(
                            id,
                            OneLine.text(rule),
                            cause(value(lines, 1, "cause")),
                            Integer.parseInt(value(lines, 2, "made")),
                            Instant.parse(value(lines, 3, "due")),
                            changes));
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
    }

    private static String value(List<String> lines, int at, String key) {
        String line = lines.get(at);
        if (!line.startsWith(key + "\t")) {
            throw new IllegalArgumentException(line);
        }
        return line.substring(key.length() + 1);
    }

    private static Cause cause(String word) {
        return Cause.ofWord(word).orElseThrow(() -> new IllegalArgumentException(word));
    }

    private static FileChange change(String[] fields) {
        if (fields.length != FIELDS || !fields[0].equals("change")) {
            throw new IllegalArgumentException("no change");
        }
        return new FileChange(
                OneLine.path(fields[ROOT]),
                OneLine.path(fields[ROOT + 1]),
                Change.valueOf(fields[1].toUpperCase(Locale.ROOT)),
                FileKind.valueOf(fields[2].toUpperCase(Locale.ROOT)),
                fields[ROOT + 2].equals(NONE) ? Optional.empty() : Optional.of(OneLine.path(fields[ROOT + 2])),
                stamp(fields));
    }

    private static Optional<FileStamp> stamp(String[] fields) {
        if (fields[STAMP].equals(NONE)) {
            return Optional.empty();
        }
        long[] numbers = new long[ROOT - STAMP];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Long.parseLong(fields[STAMP + i]);
        }
        return Optional.of(new FileStamp(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]));
    }
}
