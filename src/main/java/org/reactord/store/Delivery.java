package org.reactord.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;
import org.reactord.job.JobId;

/**
 * One delivered item, as one line of a journal: {@code delivered WHEN JOB DEVICE:INODE SIZE MODIFIED PATH}; and again
 * with the word {@code removed} once nothing of it lies in the spool any more.
 *
 * <p>A path that a person can read stands as it is; any other has every odd byte, and the backslash, as {@code \xff}.
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
                instant(stamp.modified()).toString(),
                escaped(path));
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
                    nanos(Instant.parse(fields[5])),
                    0);
            Delivery delivery =
                    new Delivery(Instant.parse(fields[1]), new JobId(fields[2]), stamp, unescaped(fields[6]));
            return Optional.of(new Line(delivery, fields[0].equals(REMOVED)));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException damaged) {
            return Optional.empty();
        }
    }

    private static Instant instant(long nanos) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second));
    }

    private static long nanos(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), instant.getNano());
    }

    private static String escaped(BytePath path) {
        String raw = new String(path.bytes(), StandardCharsets.ISO_8859_1);
        if (path.utf8().filter(text -> text.equals(path.display())).isPresent()) {
            return raw;
        }
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c >= ' ' && c < 0x7F && c != '\\') {
                escaped.append(c);
            } else {
                escaped.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            }
        }
        return escaped.toString();
    }

    private static BytePath unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\\') {
                bytes.write(text.charAt(i));
            } else if (text.startsWith("\\x", i) && i + 4 <= text.length()) {
                bytes.write(Integer.parseInt(text, i + 2, i + 4, 16));
                i += 3;
            } else {
                throw new IllegalArgumentException("a backslash that begins nothing");
            }
        }
        return BytePath.of(bytes.toByteArray());
    }
}
