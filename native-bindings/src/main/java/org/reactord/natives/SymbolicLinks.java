package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

/** Where symbolic links point: readlink(2). */
public final class SymbolicLinks {
    private SymbolicLinks() {}

    /**
     * Reads a symbolic link.
     *
     * @param target gets the bytes of the text that the link holds
     * @return how many they are; or {@code -errno}: EINVAL if it is no symbolic link, ENAMETOOLONG if they are more than there
     *     is room for
     */
    public static int read(byte[] path, byte[] target) {
        Scratch scratch = Scratch.ofThread();
        int bad = scratch.setPath(path);
        if (bad < 0) {
            return bad;
        }
        // The kernel has copied the path before it writes the answer in its place.
        int length = (int) LibC.result(LIBC.readlink(scratch.path(), scratch.path(), Scratch.PATH_MAX));
        if (length > target.length) {
            return -Errno.ENAMETOOLONG;
        }
        if (length > 0) {
            scratch.copyPath(target, length);
        }
        return length;
    }
}
