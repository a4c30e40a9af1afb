package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

/** Which file system a path is on: statfs(2). */
public final class FileSystems {
    private FileSystems() {}

    /** {@code struct statfs} of a 64-bit system: seven words of eight bytes before anything else. */
    private static final int F_FILES = 40;

    private static final int F_FFREE = 48;

    /**
     * The magic number of the file system that holds the path, 0 to 2^32-1, for {@link FileSystemType#ofMagic}; or {@code
     * -errno}. Waits for the server of a network file system.
     */
    public static long magic(byte[] path) {
        Scratch scratch = Scratch.ofThread();
        int answer = statfs(scratch, path);
        // f_type is the first field; only its lower half carries anything.
        return answer < 0 ? answer : Integer.toUnsignedLong(scratch.struct().getInt(0));
    }

    /**
     * How many inodes the file system that holds the path has in all; 0 where it makes them as they are needed; or {@code
     * -errno}. Waits for the server of a network file system.
     */
    public static long inodes(byte[] path) {
        return word(path, F_FILES);
    }

    /** How many inodes are free there; or {@code -errno}. */
    public static long freeInodes(byte[] path) {
        return word(path, F_FFREE);
    }

    private static long word(byte[] path, int offset) {
        Scratch scratch = Scratch.ofThread();
        int answer = statfs(scratch, path);
        return answer < 0 ? answer : Math.max(0, scratch.struct().getLong(offset));
    }

    private static int statfs(Scratch scratch, byte[] path) {
        int answer = scratch.setPath(path);
        return answer < 0 ? answer : LibC.result(LIBC.statfs(scratch.path(), scratch.structAddress()));
    }
}
