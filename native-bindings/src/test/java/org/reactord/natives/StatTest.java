package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class StatTest {
    @TempDir
    Path directory;

    private final Stat stat = new Stat();

    @Test
    void agreesWithTheStatCommand() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "hello");
        Files.createLink(directory.resolve("g"), file);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_234_567_890, 123_456_789)));
        assertEquals(0, stat.stat(Bytes.of(file.toString())));
        Stat.Snapshot s = stat.snapshot();

        assertEquals(FileType.REGULAR, s.type());
        assertEquals(5, s.size());
        assertEquals(1_234_567_890_123_456_789L, s.mtime());
        long major = s.dev() >>> 32;
        long minor = s.dev() & 0xffff_ffffL;
        String said = "%o %d %d %d %d %d:%d %s %s"
                .formatted(
                        s.mode(), s.nlink(), s.uid(), s.gid(), s.ino(), major, minor, time(s.mtime()), time(s.ctime()));
        assertEquals(command("%a %h %u %g %i %Hd:%Ld %.9Y %.9Z", file), said);
        assertTrue(s.btime() == Stat.NO_TIME || command("%.9W", file).equals(time(s.btime())));
    }

    private static String time(long nanos) {
        return "%d.%09d".formatted(nanos / 1_000_000_000, nanos % 1_000_000_000);
    }

    private static String command(String format, Path file) {
        return Children.text(Children.shell("stat -c '" + format + "' " + file)).strip();
    }

    @Test
    void knowsTheMount() throws IOException {
        stat.stat(Bytes.of("/proc/self/mountinfo"));
        String id = Long.toString(stat.mountId());
        assertTrue(Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .anyMatch(line -> line.startsWith(id + " ") && line.contains(" /proc ")));
    }

    @Test
    void followsLinksOrNot() throws IOException {
        Files.writeString(directory.resolve("f"), "hello");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("f"));
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        assertEquals(0, stat.stat(Bytes.of(link.toString())));
        assertEquals(FileType.REGULAR, stat.type());
        assertEquals(0, stat.lstat(Bytes.of(link.toString())));
        assertEquals(FileType.SYMLINK, stat.type());
        assertEquals(1, stat.size());
        assertEquals(-Errno.ELOOP, stat.stat(Bytes.of(loop.toString())));
        assertEquals(-Errno.ENOENT, stat.lstat(Bytes.of(directory + "/none")));
    }

    @Test
    void asksThroughDescriptors() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "hello");
        stat.stat(Bytes.of(file.toString()));
        long ino = stat.ino();
        int parent = Fd.open(Bytes.of(directory.toString()), OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC);
        assertEquals(0, stat.fstat(parent));
        assertEquals(FileType.DIRECTORY, stat.type());
        assertNotEquals(ino, stat.ino());
        assertEquals(0, stat.lstatAt(parent, Bytes.of("f")));
        assertEquals(ino, stat.ino());
        Fd.close(parent);
    }

    @Test
    void tellsTypesApart() {
        String fifo = directory + "/fifo";
        Children.text(Children.shell("mkfifo " + fifo));
        assertEquals(FileType.FIFO, type(fifo));
        assertEquals(FileType.CHARACTER_DEVICE, type("/dev/null"));
        assertEquals(FileType.DIRECTORY, type("/"));
        assertEquals(FileType.SOCKET, FileType.ofMode(0140755));
        assertEquals(FileType.BLOCK_DEVICE, FileType.ofMode(0060600));
        assertEquals(FileType.OTHER, FileType.ofMode(0));
    }

    private FileType type(String path) {
        assertEquals(0, stat.lstat(Bytes.of(path)));
        return stat.type();
    }

    @Test
    void absurdTimesAreTheNearest() {
        assertEquals(-1, Stat.nanos(-1, 999_999_999));
        assertEquals(Long.MAX_VALUE, Stat.nanos(Long.MAX_VALUE, 0));
        assertEquals(-Long.MAX_VALUE, Stat.nanos(Long.MIN_VALUE, 999_999_999));
        assertEquals(9_000_000_000_000_000_001L, Stat.nanos(9_000_000_000L, 1));
    }

    @Test
    void knowsTheFileSystem() {
        assertEquals(FileSystemType.PROC, FileSystemType.ofMagic(FileSystems.magic(Bytes.of("/proc"))));
        assertEquals(FileSystemType.SYSFS, FileSystemType.ofMagic(FileSystems.magic(Bytes.of("/sys"))));
        assertEquals(-Errno.ENOENT, FileSystems.magic(Bytes.of(directory + "/none")));
        assertEquals(FileSystemType.CIFS, FileSystemType.ofMagic(0xff53_4d42L));
        assertEquals(FileSystemType.OTHER, FileSystemType.ofMagic(0));
        assertEquals(
                command("%t", Path.of("-f " + directory)),
                Long.toHexString(FileSystems.magic(Bytes.of(directory.toString()))));
    }

    @Test
    void countsInodes() {
        byte[] path = Bytes.of(directory.toString());
        assertEquals(command("%c", Path.of("-f " + directory)), Long.toString(FileSystems.inodes(path)));
        assertTrue(FileSystems.freeInodes(path) >= 0);
        assertTrue(FileSystems.freeInodes(path) <= FileSystems.inodes(path));
        assertEquals(-Errno.ENOENT, FileSystems.inodes(Bytes.of(directory + "/none")));
        assertEquals(-Errno.ENOENT, FileSystems.freeInodes(Bytes.of(directory + "/none")));
    }
}
