package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.source.Bench.deep;
import static org.reactord.source.Bench.flat;
import static org.reactord.source.Bench.makeDirectories;
import static org.reactord.source.Bench.write;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.WatchedTree;

/** What is asked of a source: trees that are added, kept and dropped, what is there at the start, and its end. */
interface RequestContract extends OnBench {
    @Test
    default void whatIsThereIsToldAtTheStart() {
        Path old = write(bench().root.resolve("old"), "text");
        Path deep = write(makeDirectories(bench().root.resolve("a/b")).resolve("c"), "text");
        bench().watch(deep(bench().root));
        assertEquals(Cause.START, bench().awaitTold(old, Change.WRITTEN).cause());
        assertEquals(Cause.START, bench().awaitTold(deep, Change.WRITTEN).cause());
        bench().fence();
        assertEquals(1, bench().count(old, Change.WRITTEN));
        assertEquals(0, bench().count(old, Change.CREATED));
    }

    @Test
    default void orNothingOfIt() {
        Path old = write(bench().root.resolve("old"), "text");
        bench().watch(flat(bench().root), WatchRequest.NOTHING);
        bench().fence();
        assertEquals(0, bench().count(old, Change.WRITTEN));
    }

    @Test
    default void aTreeThatStaysIsNotToldAgain() {
        Path old = write(bench().root.resolve("old"), "text");
        WatchedTree kept = bench().watch(flat(bench().root));
        bench().awaitTold(old, Change.WRITTEN);
        Path other = makeDirectories(bench().aside.resolve("other"));
        WatchedTree added = bench().watch(flat(other));
        bench().awaitTold(write(other.resolve("a"), "text"), Change.WRITTEN);
        bench().unwatch(added);
        write(other.resolve("b"), "text");
        bench().fence();
        assertEquals(1, bench().count(old, Change.WRITTEN));
        assertEquals(0, bench().count(other.resolve("b"), Change.CREATED));
        assertEquals(RootState.Kind.WATCHED, bench().sink.state(kept).kind());
    }

    @Test
    default void changingTheRequestsLosesNothingOfTheTreesThatStay() {
        bench().watch(flat(bench().root));
        Path other = makeDirectories(bench().aside.resolve("other"));
        for (int i = 0; i < 20; i++) {
            write(bench().root.resolve("file" + i), "text");
            WatchedTree added = bench().watch(flat(other));
            write(bench().root.resolve("more" + i), "text");
            bench().unwatch(added);
        }
        bench().fence();
        for (int i = 0; i < 20; i++) {
            assertEquals(1, bench().count(bench().root.resolve("file" + i), Change.WRITTEN));
            assertEquals(1, bench().count(bench().root.resolve("more" + i), Change.WRITTEN));
        }
    }

    @Test
    @NativeOnly(Capability.CLOSE_WRITE)
    default void aFileThatIsBeingWrittenIsToldOfOnlyWhereSomebodyAsks() throws IOException {
        WatchedTree tree = flat(bench().root);
        bench().watch(new WatchRequest(tree, WatchRequest.NOTHING, false));
        Path unasked = bench().root.resolve("unasked");
        Path asked = bench().root.resolve("asked");
        try (OutputStream first = Files.newOutputStream(unasked)) {
            first.write('1');
            bench().fence();
            bench().watch(new WatchRequest(tree, WatchRequest.NOTHING, true));
            try (OutputStream second = Files.newOutputStream(asked)) {
                second.write('1');
                bench().awaitTold(asked, Change.CREATED);
            }
        }
        bench().awaitTold(unasked, Change.WRITTEN);
        bench().awaitTold(asked, Change.WRITTEN);
        assertEquals(0, bench().count(unasked, Change.CREATED));
    }

    @Test
    default void everyRequestIsAnsweredOnce() {
        AtomicInteger answers = new AtomicInteger();
        Path missing = bench().aside.resolve("missing");
        for (int i = 0; i < 10; i++) {
            List<WatchRequest> requests = i % 2 == 0
                    ? List.of(new WatchRequest(flat(missing), WatchRequest.ALL, true))
                    : List.of(new WatchRequest(deep(bench().root), WatchRequest.ALL, true));
            bench().source().watch(requests, answers::incrementAndGet);
        }
        bench().watch(flat(bench().root));
        assertEquals(10, answers.get());
    }

    @Test
    default void nothingIsLeftAfterTheEnd() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        long before = Files.isDirectory(descriptors) ? inotifyDescriptors(descriptors) : 0;
        WatchedTree tree = bench().watch(deep(bench().root));
        bench().watch(flat(bench().aside.resolve("missing")));
        bench().fence();
        assertEquals(RootState.Kind.WATCHED, bench().sink.state(tree).kind());
        bench().source().close();
        assertFalse(bench().threads().isEmpty());
        bench().threads().forEach(thread -> assertFalse(thread.isAlive(), thread.getName()));
        bench().threads().forEach(thread -> assertTrue(thread.getName().startsWith("source:"), thread.getName()));
        int told = bench().sink.events().size();
        write(bench().root.resolve("later"), "text");
        if (Files.isDirectory(descriptors)) {
            // The JDK closes its descriptor on a thread of its own, soon after.
            Bench.await("descriptors to be closed", () -> inotifyDescriptors(descriptors) < before);
        }
        assertEquals(told, bench().sink.events().size());
    }

    /** The source of the bench holds one at the least from the moment it is open. */
    private static long inotifyDescriptors(Path descriptors) {
        try (var open = Files.list(descriptors)) {
            return open.filter(RequestContract::isInotify).count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isInotify(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains("inotify");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
