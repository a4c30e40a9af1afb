package org.reactord.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.event.BytePath;
import org.reactord.event.FileKind;

class FileStampsTest {
    @TempDir
    Path temporary;

    private Look look(String name) {
        return FileStamps.look(PathBytes.of(temporary.resolve(name)));
    }

    private Look.Found found(String name) {
        return assertInstanceOf(Look.Found.class, look(name));
    }

    @Test
    void aFileHasItsSizeAndItsTimesToTheNanosecond() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "12345");
        Files.setLastModifiedTime(file, FileTime.from(1_234_567_890_123_456_789L, TimeUnit.NANOSECONDS));
        Look.Found seen = found("file");
        assertEquals(FileKind.REGULAR, seen.kind());
        assertEquals(5, seen.stamp().size());
        assertEquals(1_234_567_890_123_456_789L, seen.stamp().modified());
        assertNotEquals(seen.stamp().modified(), seen.stamp().changed());
    }

    @Test
    void aSymlinkIsSeenOrSeenThrough() throws IOException {
        Files.createSymbolicLink(temporary.resolve("link"), Files.createDirectory(temporary.resolve("dir")));
        assertEquals(FileKind.SYMLINK, found("link").kind());
        Look through = FileStamps.lookThrough(PathBytes.of(temporary.resolve("link")));
        assertTrue(through instanceof Look.Found seen && seen.sameFile(found("dir")));
    }

    @Test
    void aDeviceIsSpecial() {
        assertTrue(FileStamps.look(BytePath.ofUtf8("/dev/null")) instanceof Look.Found seen
                && seen.kind() == FileKind.SPECIAL);
    }

    @Test
    void nothingIsThereAlsoWhereAFileIsTakenForADirectory() throws IOException {
        Files.writeString(temporary.resolve("file"), "");
        assertInstanceOf(Look.Absent.class, look("missing"));
        assertInstanceOf(Look.Absent.class, look("missing/below"));
        assertInstanceOf(Look.Absent.class, look("file/below"));
    }

    @Test
    void aLoopIsHidden() throws IOException {
        Files.createSymbolicLink(temporary.resolve("loop"), temporary.resolve("loop"));
        assertInstanceOf(Look.Hidden.class, FileStamps.lookThrough(PathBytes.of(temporary.resolve("loop/below"))));
    }
}
