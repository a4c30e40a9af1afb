package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.reactord.source.Bench.flat;
import static org.reactord.source.Bench.quietly;
import static org.reactord.source.Bench.write;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactord.event.Change;

/** When a file is complete that somebody holds open, or maps, for writing. */
interface WriterContract extends OnBench {
    /** Longer than any backend waits for quiet. */
    Duration LONG_PAUSE = Duration.ofMillis(400);

    @Test
    default void aGrowingFileIsToldOnceItHasGrown() {
        bench().watch(flat(bench().root));
        Path file = bench().root.resolve("growing");
        Runnable append = () -> quietly(
                file, path -> Files.writeString(path, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        FileOutputStream writer = open(file);
        Runnable grow = () -> quietly(file, path -> {
            writer.write('x');
            return path;
        });
        bench().paced(Duration.ofMillis(50), grow, grow, grow, grow, grow, grow, grow, grow, grow, grow);
        close(writer);
        bench().fence();
        assertEquals(1, bench().count(file, Change.WRITTEN));
        assertEquals(
                10,
                bench().awaitTold(file, Change.WRITTEN).stamp().orElseThrow().size());
        append.run();
        bench().fence();
        assertEquals(2, bench().count(file, Change.WRITTEN));
    }

    /** Between the event that they were set, right before the end, and the look at it the writer may be gone. */
    @Test
    default void copiesThatKeepTheirTimesAreAllTold() throws IOException, InterruptedException {
        bench().watch(flat(bench().root));
        Path from = write(bench().aside.resolve("from"), "text");
        String copy = "for i in $(seq 1000); do cp -p '" + from + "' '" + bench().root + "'/$i; done";
        assertEquals(0, new ProcessBuilder("/bin/sh", "-c", copy).start().waitFor());
        for (int i = 1; i <= 1000; i++) {
            bench().awaitTold(bench().root.resolve(Integer.toString(i)), Change.WRITTEN);
        }
    }

    @Test
    @NativeOnly(Capability.CLOSE_WRITE)
    default void aPauseOfTheWriterIsNotTheEnd() {
        bench().watch(flat(bench().root));
        Path file = bench().root.resolve("slow");
        FileOutputStream writer = open(file);
        Runnable grow = () -> quietly(file, path -> {
            writer.write('x');
            return path;
        });
        bench().paced(LONG_PAUSE, grow, grow, () -> {});
        assertEquals(0, bench().count(file, Change.WRITTEN));
        close(writer);
        bench().awaitTold(file, Change.WRITTEN);
        bench().fence();
        assertEquals(1, bench().count(file, Change.WRITTEN));
    }

    @Test
    @NativeOnly(Capability.CLOSE_WRITE)
    default void ofTwoWritersTheLastOneCounts() {
        bench().watch(flat(bench().root));
        Path file = bench().root.resolve("shared");
        FileOutputStream first = open(file);
        FileOutputStream second = open(file);
        bench().paced(LONG_PAUSE, () -> close(first), () -> {});
        bench().fence();
        assertEquals(0, bench().count(file, Change.WRITTEN));
        close(second);
        bench().awaitTold(file, Change.WRITTEN);
        bench().fence();
        assertEquals(1, bench().count(file, Change.WRITTEN));
    }

    @Test
    @NativeOnly(Capability.CLOSE_WRITE)
    default void aFileThatIsBeingWrittenAtTheStartIsWaitedFor() {
        Path file = bench().root.resolve("open");
        FileOutputStream writer = open(file);
        bench().watch(flat(bench().root));
        bench().paced(LONG_PAUSE, () -> {}, () -> {});
        bench().fence();
        assertEquals(0, bench().count(file, Change.WRITTEN));
        close(writer);
        bench().awaitTold(file, Change.WRITTEN);
    }

    @Test
    @NativeOnly(Capability.CLOSE_WRITE)
    default void writingThroughAMappingIsToldWhenTheMappingIsGone() {
        Path file = write(bench().root.resolve("mapped"), "0123456789");
        bench().watch(flat(bench().root));
        bench().awaitTold(file, Change.WRITTEN);
        quietly(file, path -> {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 10);
                mapped.put(ByteBuffer.wrap(new byte[] {'x', 'y', 'z'}));
                mapped.force();
            }
            return path;
        });
        // The JDK unmaps when it collects the buffer, so the mapping may outlive this method by far.
        Bench.await("the mapping to go", () -> {
            System.gc();
            return bench().count(file, Change.WRITTEN) == 2;
        });
    }

    @Test
    default void aFileThatIsGoneBeforeItIsCompleteIsNotWritten() {
        bench().watch(flat(bench().root));
        Path file = bench().root.resolve("short-lived");
        FileOutputStream writer = open(file);
        Bench.delete(file);
        close(writer);
        bench().fence();
        assertEquals(0, bench().count(file, Change.WRITTEN));
    }

    /** Opens for writing; the caller closes. */
    static FileOutputStream open(Path file) {
        try {
            return new FileOutputStream(file.toFile(), true);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void close(FileOutputStream writer) {
        try {
            writer.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
