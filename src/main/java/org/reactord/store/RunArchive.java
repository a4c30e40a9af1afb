package org.reactord.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.reactord.job.RunRecord;

/** Reads what was written down of runs. Blocks; may be called from any thread, while the daemon goes on writing. */
public final class RunArchive {
    private static final int END = 256 * 1024;

    private final Path directory;

    /** The archive in a state directory. */
    public RunArchive(Path directory) {
        this.directory = directory;
    }

    /** What was found, or why nothing can be. */
    public sealed interface Result {}

    /**
     * The runs asked for, oldest first.
     *
     * @param earlier how many older ones there are that match, too
     */
    public record Runs(List<RunRecord> runs, long earlier) implements Result {
        public Runs {
            runs = List.copyOf(runs);
        }
    }

    /** It cannot be read, for this reason. */
    public record Unreadable(String reason) implements Result {}

    /** The last so many runs of a kind. */
    public Result last(int most, Predicate<RunRecord> wanted) {
        Deque<RunRecord> found = new ArrayDeque<>();
        long[] earlier = {0};
        try {
            for (Path file : List.of(RunBook.old(directory), RunBook.file(directory))) {
                read(file, wanted, run -> {
                    found.add(run);
                    if (found.size() > most) {
                        found.remove();
                        earlier[0]++;
                    }
                });
            }
            return new Runs(List.copyOf(found), earlier[0]);
        } catch (IOException unreadable) {
            return new Unreadable(Reasons.of(unreadable));
        }
    }

    private static void read(Path file, Predicate<RunRecord> wanted, java.util.function.Consumer<RunRecord> found)
            throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                RunLine.read(line).filter(wanted).ifPresent(found);
            }
        } catch (NoSuchFileException nothingWasWritten) {
            return;
        }
    }

    /**
     * The highest number of a run; 0 if none is known. Only the ends of the files are read: a run can be written down after a
     * later one, but not after very many.
     */
    long lastNumber() {
        return Stream.of(RunBook.old(directory), RunBook.file(directory))
                .flatMap(file -> end(file).lines())
                .flatMap(line -> RunLine.read(line).stream())
                .mapToLong(RunRecord::run)
                .max()
                .orElse(0);
    }

    /** The last lines of a file, the first of them cut off; nothing of one that cannot be read. */
    private static String end(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(END, channel.size()));
            channel.position(channel.size() - end.capacity());
            int read = channel.read(end);
            while (read > 0 && end.hasRemaining()) {
                read = channel.read(end); // a read may give less than there is
            }
            return new String(end.array(), 0, end.position(), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** What a run wrote to its standard output, as far as it is kept; empty if nothing is. */
    public Optional<byte[]> stdout(long run) {
        return content(run, OutputStore.OUT);
    }

    /** What a run wrote to its standard error, as far as it is kept; empty if nothing is. */
    public Optional<byte[]> stderr(long run) {
        return content(run, OutputStore.ERR);
    }

    private Optional<byte[]> content(long run, String stream) {
        try {
            return Optional.of(Files.readAllBytes(OutputStore.file(directory.resolve("output"), run, stream)));
        } catch (IOException notKept) {
            return Optional.empty();
        }
    }
}
