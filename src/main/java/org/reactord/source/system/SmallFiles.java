package org.reactord.source.system;

import java.nio.ByteBuffer;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.OpenFlags;

/** Reads small files of /proc and /sys, and symbolic links there, into memory of its own: proc(5), sysfs(5). Confined to one thread. */
final class SmallFiles {
    private final ByteBuffer buffer;

    /** What is longer is cut. */
    SmallFiles(int longest) {
        buffer = ByteBuffer.allocateDirect(longest);
    }

    /** Reads a file to its end: 0, or {@code -errno}. */
    int read(byte[] path) {
        buffer.clear();
        int fd = Fd.open(path, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC);
        if (fd < 0) {
            return fd;
        }
        int count;
        do {
            count = Fd.read(fd, buffer);
        } while ((count > 0 && buffer.hasRemaining()) || count == -Errno.EINTR);
        Fd.close(fd);
        return Math.min(count, 0);
    }

    /** Reads where a symbolic link leads to: 0, or {@code -errno}. */
    int readLink(byte[] path) {
        buffer.clear();
        return Math.min(Fd.readLink(path, buffer), 0);
    }

    /** What the last call has read; nothing if it failed at once. */
    byte[] content() {
        byte[] content = new byte[buffer.position()];
        buffer.get(0, content);
        return content;
    }
}
