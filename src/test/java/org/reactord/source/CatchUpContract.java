package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.source.Bench.bytes;
import static org.reactord.source.Bench.deep;
import static org.reactord.source.Bench.flat;
import static org.reactord.source.Bench.makeDirectories;
import static org.reactord.source.Bench.move;
import static org.reactord.source.Bench.quietly;
import static org.reactord.source.Bench.write;

import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.WatchedTree;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;

/** How a source says up to which instant it has told all, and finds what has happened since such an instant. */
interface CatchUpContract extends OnBench {
    @Test
    default void whatHasChangedSinceIsTold() {
        Path old = write(bench().root.resolve("old"), "text");
        long since = changed(old);
        Path late = bench().root.resolve("late");
        writeLater(late, since);
        // Neither the time of the content nor that of the old name says when it came; the ctime does.
        Path moved =
                move(write(bench().aside.resolve("moved"), "text"), bench().root.resolve("moved"));
        bench().watch(flat(bench().root), since);
        bench().awaitTold(late, Change.WRITTEN);
        bench().awaitTold(moved, Change.WRITTEN);
        bench().fence();
        assertEquals(0, bench().count(old, Change.WRITTEN));
    }

    @Test
    @NativeOnly(Capability.CHANGED_DIRECTORIES)
    default void whatCameInADirectoryIsToldThoughItIsOld() {
        Path out = bench().aside.resolve("out");
        Path old = write(makeDirectories(out.resolve("deep")).resolve("old"), "text");
        makeDirectories(bench().root.resolve("other"));
        Path unchanged = write(bench().root.resolve("other/unchanged"), "text");
        long since = changed(unchanged);
        writeLater(bench().aside.resolve("clock"), since);
        Path came = move(out, bench().root.resolve("came"));
        bench().watch(deep(bench().root), since);
        Path told = came.resolve("deep/old");
        assertEquals(Cause.CATCH_UP, bench().awaitTold(told, Change.WRITTEN).cause());
        bench().fence();
        assertEquals(
                List.of(1, 0, 0),
                List.of(
                        bench().count(told, Change.WRITTEN),
                        bench().count(unchanged, Change.WRITTEN),
                        bench().count(old, Change.WRITTEN)));
    }

    @Test
    @NativeOnly(Capability.CHANGED_DIRECTORIES)
    default void aDirectoryFromWhichANameWentIsTold() {
        Path directory = makeDirectories(bench().root.resolve("a/b"));
        Path gone = write(directory.resolve("gone"), "text");
        Path still = makeDirectories(bench().root.resolve("still"));
        long since = changed(still);
        writeLater(bench().aside.resolve("clock"), since);
        quietly(gone, path -> {
            Files.delete(path);
            return path;
        });
        bench().watch(deep(bench().root), since);
        FileEvent told = bench().awaitTold(directory, Change.WRITTEN);
        assertEquals(List.of(Cause.CATCH_UP, FileKind.DIRECTORY), List.of(told.cause(), told.kind()));
        bench().fence();
        assertEquals(0, bench().count(still, Change.WRITTEN));
    }

    @Test
    default void itSaysUntilWhenAllHasBeenTold() {
        WatchedTree tree = bench().watch(deep(bench().root));
        Path told = write(bench().root.resolve("told"), "text");
        Bench.await("its being told of", () -> toldUntil(tree) > changed(told));
        bench().awaitTold(told, Change.WRITTEN);
        long until = toldUntil(tree);
        assertTrue(changed(write(bench().root.resolve("later"), "text")) >= until);
    }

    private long toldUntil(WatchedTree tree) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        bench().source().toldUntil(List.of(tree), answer::complete);
        return answer.orTimeout(Bench.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static long changed(Path path) {
        return ((Look.Found) FileStamps.look(bytes(path))).stamp().changed();
    }

    @Test
    @NativeOnly(Capability.CLOSE_WRITE)
    default void aFileThatIsBeingWrittenHoldsThatInstantBack() {
        WatchedTree tree = bench().watch(deep(bench().root));
        Path file = bench().root.resolve("held");
        FileOutputStream writer = WriterContract.open(file);
        quietly(file, path -> {
            writer.write('x');
            return path;
        });
        bench().fence();
        assertTrue(toldUntil(tree) <= changed(file));
        WriterContract.close(writer);
        bench().awaitTold(file, Change.WRITTEN);
        Bench.await("the instant to move on", () -> toldUntil(tree) > changed(file));
    }

    /** Writes a file again and again until its ctime is later than that. */
    private static void writeLater(Path path, long since) {
        Bench.await("a later time stamp", () -> {
            write(path, "text");
            return changed(path) > since;
        });
    }
}
