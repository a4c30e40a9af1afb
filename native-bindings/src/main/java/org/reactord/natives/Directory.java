package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import java.nio.ByteBuffer;

/**
 * Reads the names in a directory: getdents64(2). One object reads one directory after another, and only {@link #name()}
 * allocates. Of names that come or go meanwhile it is not said whether they are seen.
 *
 * <pre>{@code
 * int answer = directory.open(path);
 * if (answer == 0) {
 *     while ((answer = directory.next()) > 0) {
 *         … directory.type(), directory.name() …
 *     }
 *     directory.close();
 * }
 * }</pre>
 */
public final class Directory implements AutoCloseable {
    /** struct linux_dirent64: u64 ino, s64 off, u16 reclen, u8 type, name with NUL, padding to 8. */
    private static final int RECLEN = 16;

    private static final int TYPE = 18;
    private static final int NAME = 19;

    private static final int BUFFER_SIZE = 32 * 1024;
    private static final int FLAGS = OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC;
    private static final int CLOSED = -1;

    private final ByteBuffer buffer = Scratch.allocate(BUFFER_SIZE);
    private final long address = LibC.address(buffer);
    private int fd = CLOSED;
    private boolean foreign;
    private int at;
    private int next;
    private int end;
    private int nameLength;

    /** Has nothing open yet. */
    public Directory() {}

    /** Opens a directory, through symbolic links: 0, or {@code -errno} (ENOTDIR, ENOENT, EACCES, EMFILE …). */
    public int open(byte[] path) {
        return opened(Fd.open(path, FLAGS));
    }

    /** Opens a directory that is no symbolic link: 0, or {@code -errno}; ENOTDIR or ELOOP if it is one. */
    public int openNoFollow(byte[] path) {
        return opened(Fd.open(path, FLAGS | OpenFlags.O_NOFOLLOW));
    }

    /** Opens a directory by its name in another one, not through a symbolic link: 0 or {@code -errno}. */
    public int openAt(int parent, byte[] name) {
        return opened(Fd.openAt(parent, name, FLAGS | OpenFlags.O_NOFOLLOW));
    }

    /** Reads the names of a directory that its owner has opened, from where its position is, and never closes it. */
    public void over(int directory) {
        close();
        fd = directory;
        foreign = true;
        next = 0;
        end = 0;
    }

    private int opened(int answer) {
        if (answer < 0) {
            return answer;
        }
        close();
        fd = answer;
        foreign = false;
        next = 0;
        end = 0;
        return 0;
    }

    /** Steps to the next name, {@code .} and {@code ..} left out: 1, 0 after the last, or {@code -errno}. */
    public int next() {
        do {
            if (next >= end) {
                int answer = fill();
                if (answer <= 0) {
                    return answer;
                }
            }
            at = next;
            int length = buffer.getShort(at + RECLEN) & 0xffff;
            next = at + length;
            nameLength = nameLength(length);
        } while (isSelfOrParent());
        return 1;
    }

    private int fill() {
        int answer = (int) LibC.result(LIBC.getdents64(fd, address, BUFFER_SIZE));
        next = 0;
        end = Math.max(0, answer);
        return answer;
    }

    /** The NUL is one of the last eight bytes of the entry; what follows it is left over from anything. */
    private int nameLength(int entryLength) {
        int i = Math.max(NAME, entryLength - 8);
        while (buffer.get(at + i) != 0) {
            i++;
        }
        return i - NAME;
    }

    private boolean isSelfOrParent() {
        return nameLength <= 2 && buffer.get(at + NAME) == '.' && (nameLength == 1 || buffer.get(at + NAME + 1) == '.');
    }

    /** The type of the file; {@link FileType#UNKNOWN} on file systems that do not keep it here. */
    public FileType type() {
        return FileType.ofDirectoryEntry(buffer.get(at + TYPE));
    }

    /** Its inode number. Of a mount point: of the directory below the mount. */
    public long ino() {
        return buffer.getLong(at);
    }

    /** How many bytes the name has. */
    public int nameLength() {
        return nameLength;
    }

    /** A copy of the name. */
    public byte[] name() {
        byte[] name = new byte[nameLength];
        copyName(name, 0);
        return name;
    }

    /** Copies the name into an array that has {@link #nameLength()} bytes from there on. */
    public void copyName(byte[] target, int offset) {
        buffer.get(at + NAME, target, offset, nameLength);
    }

    /** The path of the entry, given that of the directory: both, with a slash between them. */
    public byte[] pathIn(byte[] directory) {
        int slash = directory.length > 0 && directory[directory.length - 1] == '/' ? 0 : 1;
        byte[] path = new byte[directory.length + slash + nameLength];
        System.arraycopy(directory, 0, path, 0, directory.length);
        if (slash == 1) {
            path[directory.length] = '/';
        }
        copyName(path, directory.length + slash);
        return path;
    }

    /** The open descriptor, for calls relative to it; -1 when none is open. */
    public int fd() {
        return fd;
    }

    /** Closes what is open; nothing happens if nothing is. */
    @Override
    public void close() {
        if (fd != CLOSED && !foreign) {
            Fd.close(fd);
        }
        fd = CLOSED;
    }
}
