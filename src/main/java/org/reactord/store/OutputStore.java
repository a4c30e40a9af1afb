package org.reactord.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reactord.job.Output;

/**
 * What commands said, in files of their own: {@code 17.out} and {@code 17.err} of run 17, and no file where it said nothing.
 * The oldest go when there are too many, or too much. Of the store thread (and, before it starts, of its opener).
 */
final class OutputStore {
    /** So many runs keep their output. */
    static final int MOST_RUNS = 1000;

    /** So much of it there is in all. */
    static final long MOST_BYTES = 32 << 20;

    static final String OUT = ".out";
    static final String ERR = ".err";

    private final Path directory;
    private final TreeMap<Long, Long> sizes = new TreeMap<>();
    private long bytes;

    private OutputStore(Path directory) {
        this.directory = directory;
    }

    /** The store in a directory that exists. */
    static OutputStore open(Path directory) throws IOException {
        OutputStore store = new OutputStore(directory);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "[0-9]*.{out,err}")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String number = name.substring(0, name.indexOf('.'));
                if (number.length() < Long.toString(Long.MAX_VALUE).length()
                        && number.chars().allMatch(Character::isDigit)) {
                    store.count(Long.parseLong(number), Files.size(file));
                }
            }
        }
        return store;
    }

    static Path file(Path directory, long run, String stream) {
        return directory.resolve(run + stream);
    }

    /** The highest number of a run that has an output; 0 if none has. */
    long last() {
        return sizes.isEmpty() ? 0 : sizes.lastKey();
    }

    private void count(long run, long size) {
        sizes.merge(run, size, Long::sum);
        bytes += size;
    }

    /** Keeps what a run said; why it could not, if it could not. */
    Optional<String> keep(long run, Output output) {
        try {
            write(run, OUT, output.stdout());
            write(run, ERR, output.stderr());
            while (sizes.size() > MOST_RUNS || bytes > MOST_BYTES) {
                Map.Entry<Long, Long> oldest = sizes.firstEntry();
                Files.deleteIfExists(file(directory, oldest.getKey(), OUT));
                Files.deleteIfExists(file(directory, oldest.getKey(), ERR));
                sizes.remove(oldest.getKey());
                bytes -= oldest.getValue();
            }
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(Reasons.of(refused));
        }
    }

    private void write(long run, String stream, byte[] said) throws IOException {
        if (said.length > 0) {
            Path file = file(directory, run, stream);
            try {
                Files.write(file, said);
            } catch (IOException refused) {
                Files.deleteIfExists(file); // half of an output is a wrong one
                throw refused;
            }
            count(run, said.length);
        }
    }
}
