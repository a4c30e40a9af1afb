package org.reactord.natives;

import java.util.Arrays;

/** The type of a file: {@code S_IFMT} of inode(7), {@code d_type} of readdir(3). */
public enum FileType {
    /** Not told: the file system has no types in its directories. Ask {@link Stat}. */
    UNKNOWN,
    /** A regular file. */
    REGULAR,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    SYMLINK,
    /** A named pipe. */
    FIFO,
    /** A socket. */
    SOCKET,
    /** A character device. */
    CHARACTER_DEVICE,
    /** A block device. */
    BLOCK_DEVICE,
    /** Something else. */
    OTHER;

    private static final FileType[] BY_NUMBER = byNumber();

    private static FileType[] byNumber() {
        FileType[] types = new FileType[16];
        Arrays.fill(types, OTHER);
        types[0] = UNKNOWN;
        types[1] = FIFO;
        types[2] = CHARACTER_DEVICE;
        types[4] = DIRECTORY;
        types[6] = BLOCK_DEVICE;
        types[8] = REGULAR;
        types[10] = SYMLINK;
        types[12] = SOCKET;
        return types;
    }

    /** Of a {@code DT_*} number. */
    static FileType ofDirectoryEntry(int type) {
        return BY_NUMBER[type & 0xf];
    }

    /** Of a mode: its upper four bits are the {@code DT_*} number. */
    static FileType ofMode(int mode) {
        FileType type = BY_NUMBER[mode >>> 12 & 0xf];
        return type == UNKNOWN ? OTHER : type;
    }
}
