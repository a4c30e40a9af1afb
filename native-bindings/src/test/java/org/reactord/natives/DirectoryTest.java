package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryTest {
    @TempDir
    Path path;

    private final Directory directory = new Directory();

    @Test
    void listsTenThousandNames() {
        Set<String> made = new HashSet<>();
        int parent = Fd.open(Bytes.of(path.toString()), OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC);
        for (int i = 0; i < 10_000; i++) {
            // Lengths from 1 to 255, every byte that is no UTF-8, and newlines.
            String name = i + "\n\u00ff" + (char) (0x80 + i % 0x80) + "x".repeat(i % 245);
            made.add(name);
            byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
            Fd.close(openAt(parent, bytes));
        }
        Fd.close(parent);

        Set<String> listed = new HashSet<>();
        assertEquals(0, directory.open(Bytes.of(path.toString())));
        int answer;
        while ((answer = directory.next()) > 0) {
            assertTrue(listed.add(new String(directory.name(), StandardCharsets.ISO_8859_1)));
        }
        directory.close();
        assertEquals(0, answer);
        assertEquals(made, listed);
    }

    private static int openAt(int parent, byte[] name) {
        int fd = Fd.openAt(parent, name, OpenFlags.O_CREAT | OpenFlags.O_CLOEXEC);
        assertTrue(fd >= 0, () -> Errno.message(fd));
        return fd;
    }

    @Test
    void knowsTypesAndInodes() throws IOException {
        Path file = Files.createFile(path.resolve("file"));
        Files.createDirectory(path.resolve("..."));
        Files.createSymbolicLink(path.resolve("link"), Path.of("file"));
        Map<String, FileType> types = new TreeMap<>();
        directory.open(Bytes.of(path.toString()));
        while (directory.next() > 0) {
            String name = new String(directory.name(), StandardCharsets.UTF_8);
            types.put(name, directory.type());
            if (name.equals("file")) {
                assertEquals(Files.getAttribute(file, "unix:ino"), directory.ino());
            }
        }
        directory.close();
        Map<String, FileType> expected =
                Map.of("file", FileType.REGULAR, "...", FileType.DIRECTORY, "link", FileType.SYMLINK);
        assertEquals(expected, types);
    }

    @Test
    void opensOneAfterAnother() throws IOException {
        Files.createFile(Files.createDirectory(path.resolve("inner")).resolve("f"));
        assertEquals(0, directory.open(Bytes.of(path.toString())));
        assertEquals(1, directory.next());
        assertArrayEquals(Bytes.of(path + "/inner"), directory.pathIn(Bytes.of(path.toString())));
        assertArrayEquals(Bytes.of("/inner"), directory.pathIn(Bytes.of("/")));
        try (Directory inner = new Directory()) {
            assertEquals(0, inner.openAt(directory.fd(), directory.name()));
            assertEquals(1, inner.next());
            assertArrayEquals(Bytes.of("f"), inner.name());
            assertEquals(0, inner.next());
        }
        int first = directory.fd();
        assertEquals(0, directory.open(Bytes.of(path.toString())));
        directory.close();
        assertEquals(-1, directory.fd());
        assertEquals(-Errno.EBADF, Fd.flags(first));
    }

    @Test
    void refusalsAreErrors() throws IOException {
        Path file = Files.createFile(path.resolve("f"));
        Path link = Files.createSymbolicLink(path.resolve("link"), Path.of("."));
        assertEquals(-Errno.ENOTDIR, directory.open(Bytes.of(file.toString())));
        assertEquals(-Errno.ENOENT, directory.open(Bytes.of(path + "/none")));
        assertEquals(-Errno.ENOTDIR, directory.openNoFollow(Bytes.of(link.toString())));
        assertEquals(0, directory.open(Bytes.of(link.toString())));
        directory.close();
    }
}
