package org.reactord.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.FileKind;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.files.PathBytes;
import org.reactord.store.DeliveredItems.Noted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that says which items of one rule were delivered, for as long as they lie there: lines are appended, and now
 * and then it is written anew without those that mean nothing any more. Without a line that means something there is no
 * file.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Set<StandardOpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    /** A file with fewer lines is not worth to be written anew while the daemon runs. */
    private static final int SHORT = 10_000;

    private final Path directory;
    private final Path file;
    private final String name;
    private final Map<BytePath, Noted> noted;
    private final List<Delivery> waiting = new ArrayList<>();
    private int lines;
    private int tooLong = SHORT;

    Journal(Path directory, String name, Map<BytePath, Noted> noted) {
        this.directory = directory;
        this.file = directory.resolve(name);
        this.name = name;
        this.noted = noted;
    }

    /** Reads the file and forgets, in memory and on disk, what does not lie in the spool any more. */
    void read() {
        try {
            int damaged = readLines();
            int before = lines;
            noted.entrySet().removeIf(item -> isOver(item.getKey(), item.getValue()));
            if (damaged > 0) {
                LOG.warn(
                        "{} of {} lines in {} are damaged and passed over; an item they told of is delivered again if it still lies there",
                        damaged,
                        before + damaged,
                        PathBytes.of(file));
            }
            if (damaged > 0 || noted.size() < lines) {
                rewrite();
            }
        } catch (IOException failed) {
            LOG.warn("{} cannot be used: {}", PathBytes.of(file), Reasons.of(failed));
        }
    }

    /** How many lines were damaged; the last one is, if it was not finished. */
    private int readLines() throws IOException {
        int damaged = 0;
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end);
            Optional<Delivery.Line> said = end < 0 ? Optional.empty() : Delivery.parse(line);
            said.ifPresent(this::take);
            damaged += said.isEmpty() && !(line.isEmpty() && end >= 0) ? 1 : 0;
            from = end < 0 ? text.length() : end + 1;
        }
        return damaged;
    }

    private void take(Delivery.Line line) {
        lines++;
        Delivery delivery = line.delivery();
        if (line.removed()) {
            forget(delivery);
        } else {
            noted.put(delivery.path(), new Noted(delivery.stamp(), true));
        }
    }

    /** True if the item is gone or another has its name; what cannot be seen now, or is not mounted, may come back. */
    private static boolean isOver(BytePath path, Noted item) {
        Look look = FileStamps.look(path);
        if (look instanceof Look.Found found) {
            return found.kind() != FileKind.REGULAR || !item.isOf(found.stamp());
        }
        Look directory = FileStamps.lookThrough(path.parent().orElse(BytePath.ROOT));
        return look instanceof Look.Absent
                && directory instanceof Look.Found parent
                && parent.stamp().device() == item.stamp().device();
    }

    /** Has this written at the next {@link #flush}, unless the disk knows it already. */
    void add(Delivery delivery) {
        Noted item = noted.get(delivery.path());
        if (item == null || !item.onDisk()) {
            waiting.add(delivery);
        }
    }

    /** Brings to the disk what waits; the reason why it cannot. Then all of it waits on, but for what is removed. */
    Optional<String> flush() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        try {
            append(waiting.stream().map(Delivery::delivered).toList(), true);
        } catch (IOException failed) {
            return Optional.of(Reasons.of(failed));
        }
        for (Delivery delivery : waiting) {
            noted.computeIfPresent(
                    delivery.path(),
                    (path, item) -> item.isOf(delivery.stamp()) ? new Noted(item.stamp(), true) : item);
        }
        waiting.clear();
        return Optional.empty();
    }

    /**
     * Notes that nothing of these items lies in the spool any more. Not synced: if this is lost, the look at the next
     * start finds the same.
     */
    void removed(List<Delivery> over) {
        waiting.removeAll(over);
        over.forEach(this::forget);
        try {
            append(over.stream().map(Delivery::removed).toList(), false);
        } catch (IOException full) {
            LOG.debug("{} does not learn that items are gone: {}", PathBytes.of(file), Reasons.of(full));
        }
        if (lines > tooLong) {
            compact();
        }
    }

    private void forget(Delivery delivery) {
        noted.computeIfPresent(delivery.path(), (path, item) -> item.isOf(delivery.stamp()) ? null : item);
    }

    private void append(List<String> texts, boolean synced) throws IOException {
        Files.createDirectories(directory);
        boolean anew = Files.notExists(file);
        try (FileChannel channel = FileChannel.open(file, APPEND, Durable.FOR_US_ALONE)) {
            long end = channel.size();
            String begin = isTorn(channel, end) ? "\n" : "";
            String text = begin + String.join("\n", texts) + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            try {
                while (bytes.hasRemaining()) {
                    end += channel.write(bytes, end);
                }
            } catch (IOException failed) {
                shorten(channel, end - bytes.position());
                throw failed;
            }
            if (synced) {
                channel.force(false);
            }
        }
        if (anew && synced) {
            Durable.directory(directory);
        }
        lines += texts.size();
    }

    /** Takes a half line back; if it stays, the next one begins on a new line and this one is damaged. */
    private static void shorten(FileChannel channel, long size) {
        try {
            channel.truncate(size);
        } catch (IOException stays) {
            LOG.debug("half a line stays: {}", Reasons.of(stays));
        }
    }

    /** True if whoever wrote last was ended in the middle of a line. */
    private static boolean isTorn(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
    }

    /** Writes the file anew if it says little for its length. */
    private void compact() {
        noted.entrySet().removeIf(item -> item.getValue().onDisk() && isOver(item.getKey(), item.getValue()));
        if (noted.size() < lines / 2) {
            tryRewrite();
        }
        tooLong = Math.max(SHORT, 2 * lines);
    }

    /** Leaves no file behind that means nothing, and tries again what could not be written. */
    void close() {
        flush().ifPresent(reason -> LOG.warn(
                "{} delivered items could not be recorded in {}: {}; they are delivered again after the next start",
                waiting.size(),
                PathBytes.of(file),
                reason));
        if (noted.size() < lines) {
            tryRewrite();
        }
    }

    private void tryRewrite() {
        try {
            rewrite();
        } catch (IOException failed) {
            LOG.warn("{} cannot be shortened: {}", PathBytes.of(file), Reasons.of(failed));
        }
    }

    private void rewrite() throws IOException {
        if (noted.isEmpty()) {
            Files.deleteIfExists(file);
            lines = 0;
            return;
        }
        List<String> kept = meaningful();
        Durable.replace(directory, name, out -> {
            for (String line : kept) {
                out.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        });
        lines = kept.size();
    }

    /** The lines that still mean something. */
    private List<String> meaningful() throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                    .filter(this::stillMeans)
                    .toList();
        } catch (NoSuchFileException nothingWritten) {
            return List.of();
        }
    }

    private boolean stillMeans(String line) {
        return Delivery.parse(line)
                .filter(said -> !said.removed() && stillMeans(said.delivery()))
                .isPresent();
    }

    private boolean stillMeans(Delivery delivery) {
        Noted item = noted.get(delivery.path());
        return item != null && item.onDisk() && item.isOf(delivery.stamp());
    }
}
