package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

/**
 * How large a terminal is: ioctl_tty(2), {@code TIOCGWINSZ}.
 *
 * <p>{@code struct winsize} is four shorts: rows, columns, and the size in pixels.
 */
public record WindowSize(int rows, int columns) {
    private static final long USUAL_REQUEST = 0x5413;
    private static final long POWER_REQUEST = 0x40087468;
    private static final int COLUMNS_AT = 2;

    /** Of what this descriptor leads to; 0 by 0 if that is no terminal, or one that does not know. */
    public static WindowSize of(int fd) {
        Scratch scratch = Scratch.ofThread();
        if (LibC.result(LIBC.ioctl(fd, request(), scratch.structAddress())) < 0) {
            return new WindowSize(0, 0);
        }
        return new WindowSize(
                Short.toUnsignedInt(scratch.struct().getShort(0)),
                Short.toUnsignedInt(scratch.struct().getShort(COLUMNS_AT)));
    }

    private static long request() {
        return System.getProperty("os.arch", "").startsWith("ppc") ? POWER_REQUEST : USUAL_REQUEST;
    }
}
