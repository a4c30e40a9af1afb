package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.source.Bench.bytes;
import static org.reactord.source.Bench.deep;
import static org.reactord.source.Bench.flat;
import static org.reactord.source.Bench.move;
import static org.reactord.source.Bench.quietly;
import static org.reactord.source.Bench.write;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.Overflow;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;

/** When a file is complete, row by row of DESIGN section 5, and what is no change of content at all. */
interface CompletenessContract extends OnBench {
    @Test
    default void aFileIsToldOnceWithItsStamp() {
        bench().watch(flat(bench().root));
        Path file = write(bench().root.resolve("letter"), "dear all");
        FileEvent told = bench().awaitTold(file, Change.WRITTEN);
        Look.Found found = (Look.Found) FileStamps.look(bytes(file));
        assertEquals(FileKind.REGULAR, told.kind());
        assertEquals(Cause.EVENT, told.cause());
        assertEquals(Optional.of(found.stamp()), told.stamp());
        bench().fence();
        assertEquals(1, bench().count(file, Change.WRITTEN));
        assertEquals(1, bench().count(file, Change.CREATED));
    }

    @Test
    default void eachRewriteIsToldOnce() {
        bench().watch(flat(bench().root));
        Path file = bench().root.resolve("letter");
        for (int i = 1; i <= 3; i++) {
            write(file, "draft " + i);
            bench().fence();
            assertEquals(i, bench().count(file, Change.WRITTEN));
        }
    }

    @Test
    default void aRenameIntoTheDirectoryIsComplete() {
        bench().watch(flat(bench().root));
        Path file =
                move(write(bench().aside.resolve("tmp"), "done"), bench().root.resolve("new"));
        bench().awaitTold(file, Change.WRITTEN);
        bench().fence();
        assertEquals(1, bench().count(file, Change.WRITTEN));
    }

    @Test
    default void aHardLinkIsComplete() {
        bench().watch(flat(bench().root));
        Path original = write(bench().aside.resolve("tmp"), "done");
        Path link = quietly(bench().root.resolve("new"), path -> Files.createLink(path, original));
        bench().awaitTold(link, Change.WRITTEN);
        bench().fence();
        assertEquals(1, bench().count(link, Change.WRITTEN));
    }

    @Test
    default void anEmptyFileIsAFile() {
        bench().watch(flat(bench().root));
        Path file = write(bench().root.resolve("empty"), "");
        bench().awaitTold(file, Change.WRITTEN);
        bench().fence();
        assertEquals(1, bench().count(file, Change.WRITTEN));
    }

    @Test
    default void anAtomicSaveIsOneChange() {
        Path file = write(bench().root.resolve("notes"), "one");
        bench().watch(flat(bench().root));
        bench().awaitTold(file, Change.WRITTEN);
        for (int i = 2; i <= 3; i++) {
            move(write(bench().root.resolve(".notes.tmp"), "save " + i), file);
            bench().fence();
            assertEquals(i, bench().count(file, Change.WRITTEN) + bench().count(file, Change.MOVED));
            assertEquals(0, bench().count(file, Change.DELETED));
        }
    }

    @Test
    default void aRenameAwayAndNewFileIsOneChange() {
        Path file = write(bench().root.resolve("notes"), "one");
        bench().watch(flat(bench().root));
        bench().awaitTold(file, Change.WRITTEN);
        move(file, bench().root.resolve("notes~"));
        write(file, "two");
        bench().fence();
        assertEquals(2, bench().count(file, Change.WRITTEN));
    }

    @Test
    default void aTruncatedFileIsToldOnce() {
        Path file = write(bench().root.resolve("log"), "a long line");
        bench().watch(flat(bench().root));
        bench().awaitTold(file, Change.WRITTEN);
        quietly(file, path -> {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(3);
            }
            return path;
        });
        bench().fence();
        assertEquals(2, bench().count(file, Change.WRITTEN));
    }

    @Test
    default void aDeletedNameIsToldAndOneThatNeverWasThereIsNot() {
        Path file = write(bench().root.resolve("old"), "one");
        bench().watch(flat(bench().root));
        bench().awaitTold(file, Change.WRITTEN);
        Bench.delete(file);
        assertEquals(Optional.empty(), bench().awaitTold(file, Change.DELETED).stamp());
        bench().fence();
        assertEquals(1, bench().count(file, Change.DELETED));
        assertEquals(1, bench().count(file, Change.WRITTEN));
    }

    @Test
    default void aChangedModeIsNotWritten() {
        Path file = write(bench().root.resolve("script"), "true");
        bench().watch(flat(bench().root));
        bench().awaitTold(file, Change.WRITTEN);
        quietly(file, path -> Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------")));
        bench().awaitTold(file, Change.ATTRIBUTES);
        bench().fence();
        assertEquals(1, bench().count(file, Change.WRITTEN));
    }

    @Test
    default void aChangedModeOfTheDirectoryItselfIsNoLoss() {
        bench().watch(flat(bench().root));
        quietly(
                bench().root,
                path -> Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------")));
        bench().fence();
        assertTrue(bench().sink.events().stream().noneMatch(Overflow.class::isInstance));
    }

    @Test
    default void openingWithoutWritingIsNothing() {
        Path file = write(bench().root.resolve("read"), "one");
        bench().watch(flat(bench().root));
        bench().awaitTold(file, Change.WRITTEN);
        quietly(file, path -> {
            FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND)
                    .close();
            Files.readString(path);
            return path;
        });
        bench().fence();
        assertEquals(1, bench().sink.of(bytes(file), Change.WRITTEN).size());
        assertEquals(0, bench().count(file, Change.ATTRIBUTES));
    }

    @Test
    default void whatIsNoRegularFileIsNeverWritten() throws Exception {
        bench().watch(deep(bench().root));
        Path target = write(bench().aside.resolve("target"), "text");
        Path link = quietly(bench().root.resolve("link"), path -> Files.createSymbolicLink(path, target));
        Path fifo = bench().root.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        Path directory = Bench.makeDirectories(bench().root.resolve("directory"));
        assertEquals(FileKind.SYMLINK, bench().awaitTold(link, Change.CREATED).kind());
        assertEquals(FileKind.SPECIAL, bench().awaitTold(fifo, Change.CREATED).kind());
        assertEquals(
                FileKind.DIRECTORY, bench().awaitTold(directory, Change.CREATED).kind());
        bench().fence();
        assertEquals(0, bench().count(link, Change.WRITTEN));
        assertEquals(0, bench().count(fifo, Change.WRITTEN));
        assertEquals(0, bench().count(directory, Change.WRITTEN));
    }

    @Test
    @NativeOnly(Capability.EXACT_ATTRIBUTES)
    default void aTouchedFileIsNotWritten() {
        Path file = write(bench().root.resolve("old"), "text");
        bench().watch(flat(bench().root), WatchRequest.NOTHING);
        quietly(file, path -> Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000)));
        bench().awaitTold(file, Change.ATTRIBUTES);
        bench().fence();
        assertEquals(0, bench().count(file, Change.WRITTEN));
    }
}
