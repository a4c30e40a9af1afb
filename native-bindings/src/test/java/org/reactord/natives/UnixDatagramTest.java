package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That messages arrive is seen by a program that listens: the black-box tests have one. */
class UnixDatagramTest {
    private static final byte[] TEXT = "READY=1".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    private static byte[] bytes(String path) {
        return path.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whereNobodyListensIsSaid() {
        assertEquals(
                -Errno.ENOENT, UnixDatagram.send(bytes(directory.resolve("none").toString()), TEXT));
        assertEquals(-Errno.ECONNREFUSED, UnixDatagram.send(bytes("\0nobody-is-called-so"), TEXT));
    }

    @Test
    void whatIsNoPathIsRefused() {
        assertEquals(-Errno.ENAMETOOLONG, UnixDatagram.send(new byte[0], TEXT));
        assertEquals(-Errno.ENAMETOOLONG, UnixDatagram.send(bytes("/" + "x".repeat(107)), TEXT));
    }
}
