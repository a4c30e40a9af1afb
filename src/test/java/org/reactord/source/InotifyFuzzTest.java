package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;
import org.reactord.event.Overflow;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.source.inotify.InotifySources;

/**
 * Does things at random to a tree, and compares what was told with what the file system says: nothing missing, nothing
 * invented. {@code -Dreactor.fuzz.seconds=60} goes on for longer, {@code -Dreactor.fuzz.seed=} repeats a run.
 */
class InotifyFuzzTest {
    private static final int NAMES = 6;

    @TempDir
    Path temporary;

    private Random random = new Random();
    private Path root = Path.of("/nonexistent");
    private Path aside = Path.of("/nonexistent");
    private final Set<Long> linked = new HashSet<>();
    private int serial;

    @Test
    void whatIsToldIsWhatIsThere() throws IOException {
        long seed = Long.getLong("reactor.fuzz.seed", System.nanoTime());
        long seconds = Long.getLong("reactor.fuzz.seconds", 3);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (int round = 0; System.nanoTime() - end < 0; round++) {
            fuzz(seed + round, 400, false);
        }
    }

    @Test
    void evenIfTheSinkHasNoRoomNowAndThen() throws IOException {
        long seed = Long.getLong("reactor.fuzz.seed", System.nanoTime());
        long seconds = Long.getLong("reactor.fuzz.seconds", 3);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (int round = 0; System.nanoTime() - end < 0; round++) {
            fuzz(seed + round, 400, true);
        }
    }

    /** Seeds that once showed a defect. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatOnceWentWrongStaysRight(long seed) throws IOException {
        fuzz(seed, 400, false);
    }

    private void fuzz(long seed, int steps, boolean refusing) throws IOException {
        random = new Random(seed);
        Path place = Files.createDirectory(temporary.resolve("seed" + seed));
        try (Bench bench = new Bench(place, (sink, threads) -> assertInstanceOf(
                        InotifySources.Source.class, InotifySources.open(sink, threads))
                .source())) {
            root = bench.root;
            aside = bench.aside;
            bench.watch(Bench.deep(root), random.nextBoolean() ? WatchRequest.ALL : WatchRequest.NOTHING);
            List<String> done = new ArrayList<>();
            for (int i = 0; i < steps; i++) {
                if (refusing && random.nextInt(40) == 0) {
                    bench.sink.refuse();
                } else if (refusing && random.nextInt(10) == 0) {
                    bench.sink.accept();
                }
                step(done);
            }
            bench.sink.accept();
            bench.fence();
            try {
                Bench.await("what is there to be told", () -> difference(bench).isEmpty());
            } catch (ConditionTimeoutException never) {
                throw new AssertionError(difference(bench) + seed(seed, done) + story(bench), never);
            }
            assertTrue(
                    refusing || bench.sink.events().stream().noneMatch(Overflow.class::isInstance),
                    () -> "events were lost, " + seed(seed, done));
        }
        Bench.deleteAll(place);
    }

    private static String story(Bench bench) {
        return bench.sink.events().stream()
                .map(event -> "\n" + event.describe())
                .collect(Collectors.joining("", "\ntold:", ""));
    }

    private static String seed(long seed, List<String> done) {
        return "seed " + seed + ":\n" + String.join("\n", done);
    }

    private String difference(Bench bench) {
        Map<BytePath, Optional<FileStamp>> told = Story.of(bench.sink.events()).files();
        Map<BytePath, FileStamp> there = there();
        StringBuilder difference = new StringBuilder();
        there.forEach((path, stamp) -> {
            Optional<FileStamp> known = told.getOrDefault(path, Optional.empty());
            if (known.isEmpty()) {
                difference.append(path).append(" missing\n");
            } else if (!known.get().sameContent(stamp) && !linked.contains(stamp.inode())) {
                // Who writes to one name of a file is not heard under its other names.
                difference.append(path).append(" was told in another state\n");
            }
        });
        told.keySet().stream()
                .filter(path -> !there.containsKey(path))
                .forEach(path -> difference.append(path).append(" invented\n"));
        return difference.toString();
    }

    private Map<BytePath, FileStamp> there() {
        Map<BytePath, FileStamp> there = new TreeMap<>();
        for (Path path : all(root, false)) {
            if (FileStamps.look(path) instanceof Look.Found found) {
                there.put(Bench.bytes(path), found.stamp());
            }
        }
        return there;
    }

    private static List<Path> all(Path top, boolean directories) {
        List<Path> found = new ArrayList<>();
        Bench.quietly(
                top,
                path -> Files.walkFileTree(path, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (!directories && attributes.isRegularFile()) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                        if (directories) {
                            found.add(directory);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                }));
        return found;
    }

    private Path any(boolean directory) {
        List<Path> all = all(root, directory);
        return all.isEmpty() ? root.resolve("none") : all.get(random.nextInt(all.size()));
    }

    private void step(List<String> done) {
        Deed deed = deeds.get(random.nextInt(deeds.size()));
        Path directory = any(true);
        Path name = directory.resolve("n" + random.nextInt(NAMES));
        String said = "something with " + name;
        try {
            said = deed.to(name);
        } catch (IOException | UncheckedIOException refused) {
            said += " refused: " + refused;
        }
        done.add(said);
    }

    /** Does something, and says what. */
    private interface Deed {
        String to(Path name) throws IOException;
    }

    /** As often as they stand here. */
    private final List<Deed> deeds = List.of(
            this::write,
            this::write,
            this::write,
            this::write,
            this::append,
            this::append,
            this::truncate,
            this::link,
            this::rename,
            this::rename,
            this::rename,
            this::renameDirectory,
            this::renameDirectory,
            this::delete,
            this::delete,
            this::makeDirectories,
            this::makeDirectories,
            this::moveOut,
            this::moveIn,
            this::deleteAll);

    private String write(Path name) throws IOException {
        Files.writeString(name, "content " + serial++);
        return "write " + name;
    }

    private String append(Path name) throws IOException {
        Path file = any(false);
        Files.writeString(file, "more " + serial++, StandardOpenOption.APPEND);
        return "append " + file;
    }

    private String truncate(Path name) throws IOException {
        Path file = any(false);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(random.nextInt(10));
        }
        return "truncate " + file;
    }

    private String link(Path name) throws IOException {
        Path file = any(false);
        Files.createLink(name, file);
        if (FileStamps.look(name) instanceof Look.Found found) {
            linked.add(found.stamp().inode());
        }
        return "link " + name + " " + file;
    }

    private String rename(Path name) throws IOException {
        return moved(any(false), name);
    }

    private String renameDirectory(Path name) throws IOException {
        Path from = any(true);
        return from.equals(root) || name.startsWith(from) ? "nothing" : moved(from, name);
    }

    private String delete(Path name) throws IOException {
        Path file = any(false);
        Files.delete(file);
        return "delete " + file;
    }

    private String makeDirectories(Path name) throws IOException {
        Path deep = name;
        for (int depth = random.nextInt(4); depth > 0; depth--) {
            deep = deep.resolve("n" + random.nextInt(NAMES));
        }
        Files.createDirectories(deep);
        Files.writeString(deep.resolve("n" + random.nextInt(NAMES)), "deep " + serial++);
        return "mkdir -p " + deep;
    }

    private String moveOut(Path name) throws IOException {
        Path out = any(true);
        return out.equals(root) ? "nothing" : moved(out, aside.resolve("out" + serial++));
    }

    private String moveIn(Path name) throws IOException {
        List<Path> outside = all(aside, true);
        Path in = outside.get(random.nextInt(outside.size()));
        return in.equals(aside) ? "nothing" : moved(in, name);
    }

    private String deleteAll(Path name) {
        Path doomed = any(true);
        if (!doomed.equals(root)) {
            Bench.deleteAll(doomed);
        }
        return "rm -r " + doomed;
    }

    private static String moved(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        return "mv " + from + " " + to;
    }
}
