package org.reactord.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Does things at random to a tree, the same for the same seed, and notes each of them. */
final class Deeds {
    private static final int NAMES = 6;

    private final Path root;
    private final Path aside;
    private final TreeHistory history;
    private final List<Mirror.Slow> slow;
    private final Map<FileChannel, Mirror.Slow> writing = new LinkedHashMap<>();
    private final List<String> done = new ArrayList<>();
    private Random random = new Random(0);
    private int serial;

    /** One kind of thing to do; says what it did. */
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
            this::deleteDirectory,
            this::beginToWrite,
            this::endWriting);

    Deeds(Path root, Path aside, TreeHistory history, List<Mirror.Slow> slow) {
        this.root = root;
        this.aside = aside;
        this.history = history;
        this.slow = slow;
    }

    void begin(long seed) {
        random = new Random(seed);
        done.clear();
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** What was done since the beginning, a line each. */
    String story() {
        return String.join("\n", done);
    }

    void note(String what) {
        done.add(TreeHistory.now() + " " + what);
    }

    void step() {
        Deed deed = deeds.get(random.nextInt(deeds.size()));
        Path name = any(directories(root)).resolve("n" + random.nextInt(NAMES));
        act(() -> deed.to(name));
    }

    /** Ends what is being written, and makes a last file, after which nothing more happens. */
    void end() {
        while (!writing.isEmpty()) {
            act(() -> endWriting(root));
        }
        act(() -> write(root.resolve("fence-" + serial)));
    }

    /** Takes all away for another beginning. */
    void clear() {
        act(() -> {
            deleteBelow(root);
            deleteBelow(aside);
            return "rm -r everything";
        });
    }

    private interface Act {
        String run() throws IOException;
    }

    private void act(Act act) {
        long began = TreeHistory.now();
        String said;
        try {
            said = act.run();
        } catch (IOException refused) {
            said = "refused: " + refused;
        }
        history.look(began);
        done.add(began + " " + said);
    }

    private static List<Path> directories(Path top) {
        return list(top).stream().filter(Files::isDirectory).toList();
    }

    /** Sorted, so that chance alone decides. Files that are being written are nobody's business. */
    private List<Path> files() {
        return list(root).stream()
                .filter(path -> Files.isRegularFile(path)
                        && !path.getFileName().toString().startsWith("slow"))
                .toList();
    }

    private static List<Path> list(Path top) {
        try (Stream<Path> all = Files.walk(top)) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path any(List<Path> paths) {
        return paths.isEmpty() ? root.resolve("none") : paths.get(random.nextInt(paths.size()));
    }

    private String write(Path name) throws IOException {
        Files.writeString(name, "content " + serial++);
        return "write " + name;
    }

    private String append(Path name) throws IOException {
        Path file = any(files());
        Files.writeString(file, "more " + serial++, StandardOpenOption.APPEND);
        return "append " + file;
    }

    private String truncate(Path name) throws IOException {
        Path file = any(files());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(random.nextInt(10));
        }
        return "truncate " + file;
    }

    private String link(Path name) throws IOException {
        Path file = any(files());
        Files.createLink(name, file);
        history.link(file);
        return "ln " + file + " " + name;
    }

    private String rename(Path name) throws IOException {
        return move(any(files()), name);
    }

    private String renameDirectory(Path name) throws IOException {
        Path from = any(directories(root));
        return from.equals(root) || name.startsWith(from) ? "nothing" : move(from, name);
    }

    private String delete(Path name) throws IOException {
        Path file = any(files());
        Files.delete(file);
        return "rm " + file;
    }

    private String makeDirectories(Path name) throws IOException {
        Path deep = name;
        for (int depth = random.nextInt(4); depth > 0; depth--) {
            deep = deep.resolve("n" + random.nextInt(NAMES));
        }
        Files.createDirectories(deep);
        Path file = deep.resolve("n" + random.nextInt(NAMES));
        Files.writeString(file, "deep " + serial++);
        return "mkdir -p, write " + file;
    }

    private String moveOut(Path name) throws IOException {
        Path out = any(directories(root));
        return out.equals(root) ? "nothing" : move(out, aside.resolve("out" + serial++));
    }

    private String moveIn(Path name) throws IOException {
        Path in = any(directories(aside));
        return in.equals(aside) ? "nothing" : move(in, name);
    }

    private String deleteDirectory(Path name) throws IOException {
        Path doomed = any(directories(root));
        if (doomed.equals(root)) {
            return "nothing";
        }
        deleteBelow(doomed);
        Files.delete(doomed);
        return "rm -r " + doomed;
    }

    private String beginToWrite(Path name) throws IOException {
        Path file = name.resolveSibling("slow" + serial++);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        long opened = TreeHistory.now();
        channel.write(ByteBuffer.wrap("half".getBytes(StandardCharsets.UTF_8)));
        Mirror.Slow now = new Mirror.Slow(TreeHistory.thing(file).inode(), opened);
        writing.put(channel, now);
        slow.add(now);
        return "begin to write " + file;
    }

    private String endWriting(Path name) throws IOException {
        if (writing.isEmpty()) {
            return "nothing";
        }
        FileChannel channel = writing.keySet().iterator().next();
        channel.write(ByteBuffer.wrap("the other half".getBytes(StandardCharsets.UTF_8)));
        Mirror.Slow ended = writing.remove(channel);
        ended.closed = TreeHistory.now();
        channel.close();
        return "end to write the file with inode " + ended.inode;
    }

    private static String move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        return "mv " + from + " " + to;
    }

    private static void deleteBelow(Path top) throws IOException {
        List<Path> doomed = new ArrayList<>(list(top));
        Collections.reverse(doomed);
        for (Path path : doomed) {
            if (!path.equals(top)) {
                Files.delete(path);
            }
        }
    }
}
