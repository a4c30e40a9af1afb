package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Starts children for tests and collects what they write. */
final class Children {
    static final byte[] SH = Bytes.of("/bin/sh");

    private Children() {}

    static byte[][] bytes(String... strings) {
        return Arrays.stream(strings).map(Bytes::of).toArray(byte[][]::new);
    }

    static Spawn shell(String script) {
        return new Spawn(SH, bytes("sh", "-c", script), bytes("PATH=/usr/bin:/bin"));
    }

    /** Runs it to its end: what it wrote to standard output. */
    static byte[] output(Spawn spawn) {
        int[] ends = new int[2];
        assertEquals(0, Fd.pipe2(ends, OpenFlags.O_CLOEXEC));
        int pid = spawn.stdout(ends[1]).spawn();
        Fd.close(ends[1]);
        assertTrue(pid > 0, () -> Errno.message(pid));
        byte[] output = drain(ends[0]);
        Fd.close(ends[0]);
        assertEquals("exit 0", new WaitStatus(Processes.waitPid(pid)).toString());
        return output;
    }

    static String text(Spawn spawn) {
        return new String(output(spawn), StandardCharsets.ISO_8859_1);
    }

    private static byte[] drain(int fd) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = Scratch.allocate(4096);
        while (Fd.read(fd, buffer) > 0) {
            byte[] some = new byte[buffer.flip().remaining()];
            buffer.get(some).clear();
            all.writeBytes(some);
        }
        return all.toByteArray();
    }
}
