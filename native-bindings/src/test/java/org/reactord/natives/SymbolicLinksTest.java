package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolicLinksTest {
    @TempDir
    private Path directory;

    private static int read(Path link, byte[] target) {
        return SymbolicLinks.read(Bytes.of(link.toString()), target);
    }

    @Test
    void theTextOfALinkIsRead() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("../there/it is"));
        byte[] target = new byte[64];
        int length = read(link, target);
        assertEquals("../there/it is", new String(Arrays.copyOf(target, length), StandardCharsets.UTF_8));
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("12345"));
        assertEquals(-Errno.ENAMETOOLONG, read(link, new byte[4]));
        assertEquals(5, read(link, new byte[5]));
    }

    @Test
    void whatIsNoLinkIsSaidToBeNone() {
        assertEquals(-Errno.EINVAL, read(directory, new byte[64]));
        assertEquals(-Errno.ENOENT, read(directory.resolve("absent"), new byte[64]));
    }
}
