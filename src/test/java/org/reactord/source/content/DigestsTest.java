package org.reactord.source.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.files.PathBytes;
import org.reactord.source.Content;

/** Whether two states of a name are the same. */
final class DigestsTest {
    @TempDir
    Path directory;

    private final Digests digests = new Digests();

    @BeforeEach
    void ask() {
        digests.begin();
    }

    private Content of(String name) {
        return digests.of(PathBytes.of(directory.resolve(name)));
    }

    private String digest(String name) {
        return assertInstanceOf(Content.Read.class, of(name)).digest();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void timesDoNotCount() throws IOException {
        Path file = write("a", "text");
        String before = digest("a");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertEquals(before, digest("a"));
        Files.delete(file);
        write("a", "text");
        assertEquals(before, digest("a"));
    }

    @Test
    void contentAndModeDo() throws IOException {
        Path file = write("a", "text");
        String before = digest("a");
        write("a", "next");
        assertNotEquals(before, digest("a"));
        write("a", "text");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        assertNotEquals(before, digest("a"));
    }

    @Test
    void aSymlinkIsWhereItPoints() throws IOException {
        write("a", "text");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("a"));
        String before = digest("link");
        write("a", "other");
        assertEquals(before, digest("link"));
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("b"));
        assertNotEquals(before, digest("link"));
    }

    @Test
    void whatIsLargerThanTheBoundIsUnknown() throws IOException {
        byte[] largest = new byte[(int) Digests.LARGEST];
        for (int i = 0; i <= Digests.IN_ALL / Digests.LARGEST; i++) {
            Files.write(directory.resolve("large-" + i), largest);
        }
        for (int i = 0; i < Digests.IN_ALL / Digests.LARGEST; i++) {
            assertInstanceOf(Content.Read.class, of("large-" + i));
        }
        String last = "large-" + Digests.IN_ALL / Digests.LARGEST;
        assertInstanceOf(Content.Unknown.class, of(last), "more than is read for one question");
        digests.begin();
        assertInstanceOf(Content.Read.class, of(last));
        Files.write(directory.resolve("larger"), new byte[(int) Digests.LARGEST + 1]);
        assertInstanceOf(Content.Unknown.class, of("larger"));
    }

    @Test
    void nothingElseIsOpened() throws IOException, InterruptedException {
        assertInstanceOf(Content.Absent.class, of("nothing"));
        assertInstanceOf(Content.Unknown.class, of("."));
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", directory.resolve("fifo").toString())
                        .start()
                        .waitFor());
        assertInstanceOf(Content.Unknown.class, of("fifo"));
    }
}
