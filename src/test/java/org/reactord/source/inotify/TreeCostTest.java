package org.reactord.source.inotify;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.event.BytePath;
import org.reactord.event.Event;
import org.reactord.event.WatchedTree;
import org.reactord.source.EventSink;
import org.reactord.source.RootState;
import org.reactord.source.WatchRequest;

/** What a large tree costs. */
final class TreeCostTest {
    private static final int DIRECTORIES = 50_000;
    private static final int MOST_BYTES = 200;

    private static final EventSink DEAF = new EventSink() {
        @Override
        public boolean offer(Event event) {
            return true;
        }

        @Override
        public void flush() {}

        @Override
        public void awaitRoom() {}

        @Override
        public void rootChanged(RootState state) {}
    };

    @TempDir
    Path temporary;

    /** Run by hand on a tree that is there: {@code TreeCostTest PATH}. */
    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < 5; i++) {
            System.out.println(new TreeCostTest().measure(Path.of(arguments[0])));
        }
    }

    @Test
    void aDirectoryTakesLittleHeap() throws Exception {
        Path root = temporary.resolve("root");
        for (int i = 0; i < DIRECTORIES; i++) {
            Files.createDirectories(root.resolve("directory-" + i / 1000 + "/part-" + i / 20 % 50 + "/item-" + i % 20));
        }
        Cost cost = measure(root);
        assertTrue(cost.bytes() <= MOST_BYTES, cost::toString);
    }

    private record Cost(long directories, long millis, long bytes) {}

    private Cost measure(Path root) throws IOException, InterruptedException {
        InotifySources.Source opened =
                assertInstanceOf(InotifySources.Source.class, InotifySources.open(DEAF, Thread::new));
        try (var source = opened.source()) {
            long before = usedHeap();
            long begun = System.nanoTime();
            CountDownLatch armed = new CountDownLatch(1);
            WatchedTree tree = new WatchedTree(BytePath.ofUtf8(root.toString()), true, List.of());
            source.watch(List.of(new WatchRequest(tree, WatchRequest.NOTHING, true)), armed::countDown);
            assertTrue(armed.await(60, TimeUnit.SECONDS));
            long millis = (System.nanoTime() - begun) / 1_000_000;
            long bytes = usedHeap() - before;
            try (var below = Files.walk(root)) {
                long directories = below.filter(Files::isDirectory).count();
                return new Cost(directories, millis, bytes / directories);
            }
        }
    }

    private static long usedHeap() {
        // What is left once the collector has been seen to run.
        for (int i = 0; i < 3; i++) {
            WeakReference<Object> canary = new WeakReference<>(new Object());
            Awaitility.await().until(() -> {
                System.gc();
                return canary.get() == null;
            });
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
