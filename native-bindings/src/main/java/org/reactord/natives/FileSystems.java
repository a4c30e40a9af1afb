package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

/** Which file system a path is on: statfs(2). */
public final class FileSystems {
    private FileSystems() {}

    /**
     * The magic number of the file system that holds the path, 0 to 2^32-1, for {@link FileSystemType#ofMagic}; or {@code
     * -errno}. Waits for the server of a network file system.
     */
    public static long magic(byte[] path) {
        Scratch scratch = Scratch.ofThread();
        int answer = scratch.setPath(path);
        if (answer == 0) {
            answer = LibC.result(LIBC.statfs(scratch.path(), scratch.structAddress()));
        }
        // f_type is the first field; only its lower half carries anything.
        return answer < 0 ? answer : Integer.toUnsignedLong(scratch.struct().getInt(0));
    }
}
