package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FdTest {
    private static final int CLOEXEC = OpenFlags.O_CLOEXEC;

    @Test
    void readsAndSeeks(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "hello");
        int fd = Fd.open(Bytes.of(file.toString()), OpenFlags.O_RDONLY | CLOEXEC);
        ByteBuffer buffer = Scratch.allocate(16);
        buffer.put((byte) 'x');

        assertEquals(5, Fd.read(fd, buffer));
        assertEquals(0, Fd.read(fd, buffer));
        assertEquals("xhello", text(buffer));
        assertEquals(3, Fd.lseek(fd, 3, Fd.SEEK_SET));
        assertEquals(2, Fd.read(fd, buffer));
        assertEquals(0, Fd.close(fd));
        assertEquals(-Errno.EBADF, Fd.close(fd));
    }

    @Test
    void answersErrorsAsNegatedNumbers(@TempDir Path directory) {
        byte[] path = Bytes.of(directory.toString());
        assertEquals(-Errno.ENOENT, Fd.open(Bytes.of(directory + "/none"), OpenFlags.O_RDONLY));
        assertEquals(-Errno.EISDIR, Fd.open(path, OpenFlags.O_WRONLY));
        assertEquals(-Errno.ENOTDIR, Fd.open(Bytes.of("/proc/self/status"), OpenFlags.O_DIRECTORY));
        assertEquals(-Errno.ELOOP, Fd.open(Bytes.of("/proc/self"), OpenFlags.O_NOFOLLOW));
        assertEquals(-Errno.EINVAL, Fd.open(new byte[] {'/', 0, 'x'}, OpenFlags.O_RDONLY));
        assertEquals(-Errno.ENAMETOOLONG, Fd.open(longPath(4096), 0));
        assertEquals(-Errno.ENAMETOOLONG, Fd.open(longPath(4095), 0), "by the kernel: a name of more than 255");
        assertThrows(IllegalArgumentException.class, () -> Fd.read(0, ByteBuffer.allocate(1)));
    }

    @Test
    void readsWhereALinkLeads(@TempDir Path directory) throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("some/where"));
        ByteBuffer buffer = Scratch.allocate(16);
        assertEquals(10, Fd.readLink(Bytes.of(link.toString()), buffer));
        assertEquals("some/where", text(buffer));
        assertEquals(4, Fd.readLink(Bytes.of(link.toString()), Scratch.allocate(4)));
        assertEquals(-Errno.EINVAL, Fd.readLink(Bytes.of(directory.toString()), buffer.clear()));
        assertEquals(-Errno.ENOENT, Fd.readLink(Bytes.of(directory + "/none"), buffer));
    }

    private static byte[] longPath(int length) {
        return Bytes.of("x".repeat(length));
    }

    @Test
    void opensRelativeToADirectoryAndSyncsIt(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("f"), "hello");
        int parent = Fd.open(Bytes.of(directory.toString()), OpenFlags.O_DIRECTORY | CLOEXEC);
        int fd = Fd.openAt(parent, Bytes.of("f"), CLOEXEC);
        assertTrue(fd > 2);
        assertEquals(0, Fd.fsync(parent));
        Fd.close(fd);
        Fd.close(parent);
    }

    @Test
    void pipesWithoutWaiting() {
        int[] ends = new int[2];
        assertEquals(0, Fd.pipe2(ends, CLOEXEC | OpenFlags.O_NONBLOCK));
        ByteBuffer buffer = Scratch.allocate(8);

        assertEquals(-Errno.EAGAIN, Fd.read(ends[0], buffer));
        assertEquals(3, Fd.write(ends[1], buffer.put(0, Bytes.of("abc")).limit(3)));
        assertEquals(3, buffer.position());
        buffer.clear();
        assertEquals(3, Fd.read(ends[0], buffer));
        assertEquals("abc", text(buffer));
        Fd.close(ends[1]);
        assertEquals(0, Fd.read(ends[0], buffer));
        Fd.close(ends[0]);
    }

    @Test
    void changesFlags() {
        int[] ends = new int[2];
        Fd.pipe2(ends, CLOEXEC);
        assertEquals(1, Fd.isCloseOnExec(ends[0]));
        assertEquals(0, Fd.setCloseOnExec(ends[0], false));
        assertEquals(0, Fd.isCloseOnExec(ends[0]));
        assertEquals(0, Fd.setFlags(ends[0], OpenFlags.O_NONBLOCK));
        assertEquals(OpenFlags.O_NONBLOCK, Fd.flags(ends[0]) & OpenFlags.O_NONBLOCK);
        int copy = Fd.duplicate(ends[0], 100);
        assertTrue(copy >= 100);
        assertEquals(1, Fd.isCloseOnExec(copy));
        assertFalse(Fd.isatty(copy));
        assertEquals(-Errno.ESPIPE, Fd.lseek(copy, 0, Fd.SEEK_CUR));
        Fd.close(copy);
        Fd.close(ends[0]);
        Fd.close(ends[1]);
        assertEquals(-Errno.EBADF, Fd.flags(copy));
    }

    private static String text(ByteBuffer filled) {
        return StandardCharsets.UTF_8.decode(filled.duplicate().flip()).toString();
    }
}
