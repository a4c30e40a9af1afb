package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.Glob;
import org.reactord.event.WatchedTree;
import org.reactord.files.PathBytes;

/** A source on a real file system, what it tells, and the hands that do things to the files. */
final class Bench implements AutoCloseable {
    /** How long anything may take before it counts as never: the one limit of all contracts. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final RecordingSink sink = new RecordingSink();
    /** The directory that most contracts watch. */
    final Path root;
    /** On the same file system, watched by nobody. */
    final Path aside;

    private final List<Thread> threads = new ArrayList<>();
    private final List<WatchRequest> requests = new ArrayList<>();
    private final AtomicInteger fences = new AtomicInteger();
    private final ScheduledExecutorService hands = Executors.newSingleThreadScheduledExecutor();
    private final EventSource source;

    /** Opens a backend. */
    interface Opener {
        EventSource open(EventSink sink, ThreadFactory threads);
    }

    Bench(Path temporary, Opener opener) throws IOException {
        // The kernel tells real paths, and the temporary directory of some systems is a symlink.
        Path real = temporary.toRealPath();
        root = Files.createDirectory(real.resolve("root"));
        aside = Files.createDirectory(real.resolve("aside"));
        source = opener.open(sink, this::newThread);
    }

    private synchronized Thread newThread(Runnable body) {
        Thread thread = new Thread(body);
        threads.add(thread);
        return thread;
    }

    synchronized List<Thread> threads() {
        return List.copyOf(threads);
    }

    EventSource source() {
        return source;
    }

    static WatchedTree flat(Path root) {
        return new WatchedTree(bytes(root), false, List.of());
    }

    static WatchedTree deep(Path root, String... pruned) {
        return new WatchedTree(
                bytes(root), true, Arrays.stream(pruned).map(Glob::of).toList());
    }

    /** Watches one more tree, telling what is there already, and waits until it is armed. */
    WatchedTree watch(WatchedTree tree) {
        return watch(tree, WatchRequest.ALL);
    }

    WatchedTree watch(WatchedTree tree, long since) {
        return watch(new WatchRequest(tree, since, true));
    }

    WatchedTree watch(WatchRequest request) {
        requests.removeIf(before -> before.tree().equals(request.tree()));
        requests.add(request);
        arm();
        return request.tree();
    }

    void unwatch(WatchedTree tree) {
        requests.removeIf(request -> request.tree().equals(tree));
        arm();
    }

    private void arm() {
        CountDownLatch armed = new CountDownLatch(1);
        source.watch(requests, armed::countDown);
        try {
            assertEquals(true, armed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), "never armed");
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(condition::getAsBoolean);
    }

    /** Waits for an event of that kind, and gives the last. */
    FileEvent awaitTold(Path path, Change change) {
        BytePath wanted = bytes(path);
        await(wanted + " " + change.word(), () -> !sink.of(wanted, change).isEmpty());
        List<FileEvent> told = sink.of(wanted, change);
        return told.get(told.size() - 1);
    }

    void awaitState(WatchedTree tree, RootState.Kind kind) {
        await(tree.root() + " is " + kind.word(), () -> sink.state(tree).kind() == kind);
    }

    int count(Path path, Change change) {
        return sink.of(bytes(path), change).size();
    }

    /** Returns once all is told that was to be told of what has been done so far, in a directory that is watched. */
    void fence(Path directory) {
        // Twice, since a backend that waits for quiet may have had to begin anew once.
        for (int i = 0; i < 2; i++) {
            int number = fences.incrementAndGet();
            Path made = write(aside.resolve("fence-" + number), "fence");
            Path moved = move(made, directory.resolve("fence-" + number));
            awaitTold(moved, Change.WRITTEN);
        }
    }

    void fence() {
        fence(root);
    }

    /** Does a step every so often, on a thread of its own; returns one pace after the last. */
    void paced(Duration pace, Runnable... steps) {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            all.add(hands.schedule(steps[i], pace.toMillis() * i, TimeUnit.MILLISECONDS));
        }
        all.add(hands.schedule(() -> {}, pace.toMillis() * steps.length, TimeUnit.MILLISECONDS));
        for (Future<?> step : all) {
            try {
                step.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    static BytePath bytes(Path path) {
        return PathBytes.of(path);
    }

    static Path write(Path path, String content) {
        return quietly(path, target -> Files.writeString(target, content));
    }

    static Path move(Path from, Path to) {
        return quietly(to, target -> Files.move(from, target, StandardCopyOption.ATOMIC_MOVE));
    }

    static Path makeDirectories(Path path) {
        return quietly(path, Files::createDirectories);
    }

    static void delete(Path path) {
        quietly(path, target -> {
            Files.delete(target);
            return target;
        });
    }

    static void deleteAll(Path top) {
        quietly(top, target -> {
            try (var below = Files.walk(target)) {
                below.sorted(Comparator.reverseOrder()).forEach(Bench::delete);
            }
            return target;
        });
    }

    /** Something that is done to a file. */
    interface Deed {
        Path to(Path path) throws IOException;
    }

    static Path quietly(Path path, Deed deed) {
        try {
            return deed.to(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        hands.shutdownNow();
        source.close();
    }
}
