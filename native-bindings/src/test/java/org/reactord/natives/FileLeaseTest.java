package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class FileLeaseTest {
    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("f"), "hello");
    }

    private static FileLease.Answer ask(Path path) {
        return FileLease.ask(Bytes.of(path.toString()));
    }

    @Test
    void aFileNobodyWritesIsFree() throws IOException {
        assertEquals(FileLease.State.FREE, ask(file).state());
        try (FileChannel reader = FileChannel.open(file)) {
            assertTrue(reader.isOpen());
            assertEquals(FileLease.State.FREE, ask(file).state());
        }
    }

    @Test
    void aWriterIsSeenUntilItsLastClose() throws IOException {
        try (FileChannel first = FileChannel.open(file, StandardOpenOption.APPEND)) {
            try (FileChannel second = FileChannel.open(file, StandardOpenOption.WRITE)) {
                assertTrue(second.isOpen());
                assertEquals(FileLease.State.BEING_WRITTEN, ask(file).state());
            }
            assertTrue(first.isOpen());
            assertEquals(FileLease.State.BEING_WRITTEN, ask(file).state());
        }
        assertEquals(FileLease.State.FREE, ask(file).state());
    }

    @Test
    void aMappingIsSeenAfterTheDescriptorIsClosed() throws IOException {
        MappedByteBuffer mapping;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            mapping = channel.map(FileChannel.MapMode.READ_WRITE, 0, 5);
        }
        try {
            assertEquals(FileLease.State.BEING_WRITTEN, ask(file).state());
        } finally {
            Reference.reachabilityFence(mapping);
        }
    }

    @Test
    void whoOpensDuringALeaseDoesNotEndTheDaemon() {
        byte[] path = Bytes.of(file.toString());
        int fd = Fd.open(path, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC);
        assertEquals(0, FileLease.take(fd));
        // The kernel signals the holder before it answers this; SIGIO would be the end of the JVM.
        assertEquals(-Errno.EAGAIN, Fd.open(path, OpenFlags.O_WRONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC));
        Fd.close(fd);
        assertEquals(FileLease.State.FREE, ask(file).state());
    }

    @Test
    void whatIsNoRegularFileIsNotOpened() throws IOException {
        Path fifo = directory.resolve("fifo");
        Children.text(Children.shell("mkfifo " + fifo));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        FileLease.Answer unknown = new FileLease.Answer(FileLease.State.UNKNOWN, Errno.EINVAL);
        assertEquals(unknown, ask(fifo));
        assertEquals(unknown, ask(link));
        assertEquals(unknown, ask(directory));
        assertEquals(unknown, ask(Path.of("/dev/null")));
        assertEquals(Errno.ENOENT, ask(directory.resolve("none")).errno());
    }
}
