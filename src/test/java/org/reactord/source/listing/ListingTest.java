package org.reactord.source.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.Event;
import org.reactord.event.FileEvent;
import org.reactord.event.WatchedTree;
import org.reactord.files.PathBytes;
import org.reactord.source.EventSink;
import org.reactord.source.RootState;
import org.reactord.source.WatchRequest;

/** A source that looks, and tells when it has told everything. */
@Timeout(60)
class ListingTest {
    @TempDir
    Path directory;

    /** Has room for as many events as there are permits. */
    private static final class Sink implements EventSink {
        final List<FileEvent> events = Collections.synchronizedList(new ArrayList<>());
        final AtomicInteger flushed = new AtomicInteger();
        final Map<WatchedTree, RootState> states = Collections.synchronizedMap(new LinkedHashMap<>());
        final Semaphore room = new Semaphore(1000);

        @Override
        public boolean offer(Event event) {
            return room.tryAcquire() && events.add((FileEvent) event);
        }

        @Override
        public void flush() {
            flushed.set(events.size());
        }

        @Override
        public void awaitRoom() throws InterruptedException {
            room.acquire();
            room.release();
        }

        @Override
        public void rootChanged(RootState state) {
            states.put(state.tree(), state);
        }

        RootState.Kind kindOf(WatchedTree tree) {
            return Objects.requireNonNull(states.get(tree), "nothing was told").kind();
        }

        /** {@code name change cause}, sorted. */
        List<String> told() {
            return events.subList(0, flushed.get()).stream()
                    .map(event -> event.relative() + " " + event.change().word() + " "
                            + event.cause().word())
                    .sorted()
                    .toList();
        }
    }

    private final Sink sink = new Sink();
    private final ListingSource source = ListingSources.open(sink, Thread::new);
    private WatchedTree tree;

    @BeforeEach
    void nameTree() throws IOException {
        tree = new WatchedTree(PathBytes.of(directory.toRealPath()), false, List.of());
    }

    @AfterEach
    void close() {
        source.close();
    }

    private void look() throws InterruptedException {
        source.watch(List.of(new WatchRequest(tree, WatchRequest.ALL, false)), () -> {});
        source.awaitRest();
        assertTrue(source.isAtRest());
    }

    @Test
    void completeFilesAreToldAndOthersAreOnlyNamed() throws Exception {
        Files.writeString(directory.resolve("complete"), "text");
        Files.createDirectory(directory.resolve("directory"));
        Files.createSymbolicLink(directory.resolve("link"), Path.of("complete"));
        try (OutputStream writer = Files.newOutputStream(directory.resolve("open"))) {
            writer.write('x');
            look();
        }
        assertEquals(List.of("complete written start", "open created start"), sink.told());
        assertEquals(RootState.Kind.WATCHED, sink.kindOf(tree));
        assertEquals(
                4,
                sink.events.stream()
                        .filter(event -> event.change() == Change.WRITTEN)
                        .findFirst()
                        .orElseThrow()
                        .stamp()
                        .orElseThrow()
                        .size());
    }

    @Test
    void whatIsKnownIsToldAgainOnlyWhenAsked() throws Exception {
        Files.writeString(directory.resolve("a"), "");
        look();
        look();
        assertEquals(List.of("a written start"), sink.told());
        source.rescan(tree, Cause.OVERFLOW);
        source.awaitRest();
        assertEquals(List.of("a written overflow", "a written start"), sink.told());
        source.watch(List.of(), () -> {});
        source.rescan(tree, Cause.OVERFLOW);
        source.awaitRest();
        assertEquals(2, sink.events.size());
    }

    @Test
    void whereThereIsNoRoomItWaits() throws Exception {
        for (int i = 0; i < 5; i++) {
            Files.writeString(directory.resolve("file-" + i), "");
        }
        sink.room.drainPermits();
        source.watch(List.of(new WatchRequest(tree, WatchRequest.ALL, false)), () -> sink.room.release(2));
        Awaitility.await().until(() -> sink.events.size() == 2);
        assertFalse(source.isAtRest());
        sink.room.release(1000);
        source.awaitRest();
        assertEquals(5, sink.events.size());
    }

    @Test
    void whatIsNotThereHoldsNothing() throws Exception {
        tree = new WatchedTree(PathBytes.of(directory.toRealPath().resolve("absent")), false, List.of());
        look();
        assertEquals(RootState.Kind.WAITING, sink.kindOf(tree));
        Files.writeString(directory.resolve("absent"), "a file");
        source.rescan(tree, Cause.START);
        source.awaitRest();
        assertEquals(RootState.Kind.WAITING, sink.kindOf(tree));
        assertEquals(List.of(), sink.told());
    }
}
