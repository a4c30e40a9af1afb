package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FanotifyTest {
    @TempDir
    private Path directory;

    @Test
    void whatIsExecutedIsToldByNameAndWhatIsReadIsNot() throws IOException, InterruptedException {
        Path program = Files.copy(Path.of("/bin/true"), directory.resolve("a program"));
        int fd = Fanotify.openExecutions(Bytes.of(directory.toString()));
        assertTrue(fd >= 0, () -> Errno.message(fd));
        try {
            Fanotify events = new Fanotify();
            assertEquals(0, events.read(fd));
            Files.readAllBytes(program);
            assertEquals(0, events.read(fd));
            assertEquals(0, new ProcessBuilder(program.toString()).start().waitFor());
            assertTrue(events.read(fd) > 0);
            assertTrue(events.next());
            assertFalse(events.isOverflow());
            assertArrayEquals(Bytes.of("a program"), events.name());
            assertFalse(events.next());
        } finally {
            Fd.close(fd);
        }
    }

    @Test
    void whatIsNoDirectoryIsRefused() {
        assertEquals(-Errno.ENOENT, Fanotify.openExecutions(Bytes.of(directory + "/none")));
        assertEquals(-Errno.ENOTDIR, Fanotify.openExecutions(Bytes.of("/bin/true")));
    }
}
