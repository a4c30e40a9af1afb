package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class WindowSizeTest {
    private static final long SET_SIZE = 0x5414;

    @Test
    void isWhatTheTerminalWasToldLast() {
        int terminal = Fd.open(Bytes.of("/dev/ptmx"), OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC);
        assertTrue(terminal >= 0, Errno.message(terminal));
        Scratch scratch = Scratch.ofThread();
        scratch.struct().putLong(0, 0).putShort(0, (short) 50).putShort(2, (short) 40_000);
        assertEquals(0, LibC.LIBC.ioctl(terminal, SET_SIZE, scratch.structAddress()));
        assertEquals(new WindowSize(50, 40_000), WindowSize.of(terminal));
        Fd.close(terminal);
    }

    @Test
    void ofWhatIsNoTerminalIsNothing() {
        int none = Fd.open(Bytes.of("/dev/null"), OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC);
        assertEquals(new WindowSize(0, 0), WindowSize.of(none));
        Fd.close(none);
        assertEquals(new WindowSize(0, 0), WindowSize.of(none));
    }
}
