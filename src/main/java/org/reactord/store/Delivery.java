package org.reactord.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;
import org.reactord.files.OneLine;
import org.reactord.job.JobId;

/**
 * One delivered item, as one line of a journal: {@code delivered WHEN JOB DEVICE:INODE SIZE MODIFIED PATH}; and again
 * with the word {@code removed} once nothing of it lies in the spool any more.
 */
record Delivery(Instant when, JobId job, FileStamp stamp, BytePath path) {
    private static final String DELIVERED = "delivered";
    private static final String REMOVED = "removed";
    private static final int FIELDS = 7;

    /** What a line says: a delivery, and whether it is over. */
    record Line(Delivery delivery, boolean removed) {}

    String delivered() {
        return line(DELIVERED);
    }

    String removed() {
        return line(REMOVED);
    }

    /** The line, one char a byte, without its end. */
    private String line(String word) {
        return String.join(
                " ",
                word,
                when.truncatedTo(ChronoUnit.MILLIS).toString(),
                job.text(),
                stamp.device() + ":" + stamp.inode(),
                Long.toString(stamp.size()),
                FileTimes.instant(stamp.modified()).toString(),
                OneLine.of(path));
    }

    /** What the line says; empty if it is damaged. */
    static Optional<Line> parse(String line) {
        String[] fields = line.split(" ", FIELDS);
        boolean known = fields[0].equals(DELIVERED) || fields[0].equals(REMOVED);
        if (fields.length < FIELDS || !known) {
            return Optional.empty();
        }
        String[] file = fields[3].split(":", -1);
        if (file.length != 2) {
            return Optional.empty();
        }
        try {
            FileStamp stamp = new FileStamp(
                    Long.parseLong(file[0]),
                    Long.parseLong(file[1]),
                    Long.parseLong(fields[4]),
                    FileTimes.nanos(Instant.parse(fields[5])),
                    0);
            Delivery delivery =
                    new Delivery(Instant.parse(fields[1]), new JobId(fields[2]), stamp, OneLine.path(fields[6]));
            return Optional.of(new Line(delivery, fields[0].equals(REMOVED)));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException damaged) {
            return Optional.empty();
        }
    }
}
