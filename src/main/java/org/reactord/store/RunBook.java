package org.reactord.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.reactord.job.RunRecord;

/**
 * Writes down every run and what its command said, so that a person can look months later: lines in the file {@code history},
 * and the output in files named after the run. Bounded: a full file becomes {@code history.1}, in place of the one before,
 * and of outputs the oldest go. None of it is needed by the daemon, so none of it is synced, and what a full disk does
 * not take is dropped once it is much. Of the store thread.
 */
final class RunBook {
    /** A file of this size becomes the old one. */
    static final long MOST_BYTES = 4 << 20;

    /** So many lines wait for a disk that takes nothing. */
    private static final int MOST_WAITING = 1000;

    private final Path directory;
    private final OutputStore outputs;
    private final long last;
    private boolean opened;
    private final Deque<String> waiting = new ArrayDeque<>();

    private RunBook(Path directory, OutputStore outputs, long last) {
        this.directory = directory;
        this.outputs = outputs;
        this.last = last;
    }

    /** The book in a state directory; finds out how far an earlier daemon has come. */
    static RunBook open(Path directory, OutputStore outputs) {
        long last = Math.max(outputs.last(), new RunArchive(directory).lastNumber());
        return new RunBook(directory, outputs, last);
    }

    /** The highest number of a run that was there when the book was opened. */
    long last() {
        return last;
    }

    static Path file(Path directory) {
        return directory.resolve("history");
    }

    static Path old(Path directory) {
        return directory.resolve("history.1");
    }

    /** Takes what is asked for here; why it could not be written, if it could not. */
    Optional<String> take(List<Request> requests) {
        Optional<String> trouble = Optional.empty();
        for (Request request : requests) {
            if (request instanceof Request.Remember told) {
                add(told.run());
                trouble = trouble.or(() -> outputs.keep(told.run().run(), told.output()));
            }
        }
        return waiting.isEmpty() ? trouble : trouble.or(this::write);
    }

    private void add(RunRecord run) {
        waiting.add(RunLine.of(run));
        if (waiting.size() > MOST_WAITING) {
            waiting.remove();
        }
    }

    /** Ends a line that a crash has cut off, so that it does not take the next one along. */
    private static void mend(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(Math.max(0, channel.size() - 1));
            if (channel.read(last) == 1 && last.get(0) != '\n') {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
        }
    }

    private Optional<String> write() {
        Path file = file(directory);
        try {
            if (!opened) {
                mend(file);
                opened = true;
            }
            boolean begun = Files.exists(file) && Files.size(file) > 0;
            if (begun && Files.size(file) >= MOST_BYTES) {
                Files.move(file, old(directory), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                begun = false;
            }
            String text = (begun ? "" : RunLine.HEADING) + String.join("", waiting);
            Files.write(
                    file,
                    text.getBytes(StandardCharsets.ISO_8859_1),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            waiting.clear();
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(Reasons.of(refused));
        }
    }
}
