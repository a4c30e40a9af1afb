package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import java.nio.ByteBuffer;

/**
 * What is executed out of a directory: fanotify(7), as everybody may use it since Linux 5.13. Of the event only the name is
 * of use to somebody without privileges: neither who does it nor, without another call, in which directory, so that each group
 * here has one directory.
 *
 * <p>{@code struct fanotify_event_metadata} has its length at 0, that of itself at 6 (16 bits), the mask at 8 (64 bits); what
 * follows are records, each with its type (8 bits), a byte, and its length (16 bits). One with a name has the number of the file
 * system (8 bytes) at 4, and a file handle at 12: its size, its type (4 bytes each), its bytes, and then the name up to a NUL.
 */
public final class Fanotify {
    /** What the kernel could not keep. */
    private static final long FAN_Q_OVERFLOW = 0x4000;

    private static final long FAN_OPEN_EXEC = 0x1000;
    private static final long FAN_EVENT_ON_CHILD = 0x0800_0000;
    private static final int FAN_CLOEXEC = 0x1;
    private static final int FAN_NONBLOCK = 0x2;
    private static final int FAN_REPORT_DFID_NAME = 0xC00;
    private static final int FAN_MARK_ADD = 0x1;
    private static final int FAN_MARK_ONLYDIR = 0x8;
    private static final int AT_FDCWD = -100;

    private static final int METADATA_LENGTH = 6;
    private static final int MASK = 8;
    private static final int RECORD_LENGTH = 2;
    private static final int HANDLE = 12;
    private static final int HANDLE_BYTES = 20;
    private static final byte DFID_NAME = 2;
    private static final int SIZE = 16 * 1024;

    private final ByteBuffer buffer = Scratch.allocate(SIZE);
    private final long address = LibC.address(buffer);
    private int at;
    private int next;
    private int end;

    /** Nothing is read yet. */
    public Fanotify() {}

    /** Opens a group, closed on exec and non-blocking, that tells of files in a directory that are opened to be executed: its descriptor, or {@code -errno}. */
    public static int openExecutions(byte[] directory) {
        Scratch scratch = Scratch.ofThread();
        int bad = scratch.setPath(directory);
        int fd = bad < 0
                ? bad
                : LibC.result(
                        LIBC.fanotify_init(FAN_CLOEXEC | FAN_NONBLOCK | FAN_REPORT_DFID_NAME, OpenFlags.O_RDONLY));
        if (fd < 0) {
            return fd;
        }
        int answer = LibC.result(LIBC.fanotify_mark(
                fd, FAN_MARK_ADD | FAN_MARK_ONLYDIR, FAN_OPEN_EXEC | FAN_EVENT_ON_CHILD, AT_FDCWD, scratch.path()));
        if (answer < 0) {
            Fd.close(fd);
            return answer;
        }
        return fd;
    }

    /** Fills the buffer once and steps before the first event: how many bytes, 0 when none waits, or {@code -errno}. */
    public int read(int fd) {
        next = 0;
        end = 0;
        int answer = (int) LibC.result(LIBC.read(fd, address, SIZE));
        if (answer == -Errno.EAGAIN) {
            return 0;
        }
        end = Math.max(0, answer);
        return answer;
    }

    /** Steps to the next event; false when the buffer has no more. */
    public boolean next() {
        if (next >= end) {
            return false;
        }
        at = next;
        next += buffer.getInt(at);
        return true;
    }

    /** True if the kernel had to drop events here. */
    public boolean isOverflow() {
        return (buffer.getLong(at + MASK) & FAN_Q_OVERFLOW) != 0;
    }

    /** The name of the file in the directory; of none if it is not told. */
    public byte[] name() {
        int record = at + buffer.getShort(at + METADATA_LENGTH);
        while (record < next && buffer.get(record) != DFID_NAME) {
            record += Math.max(RECORD_LENGTH + 2, buffer.getShort(record + RECORD_LENGTH));
        }
        if (record >= next) {
            return new byte[0];
        }
        int name = record + HANDLE_BYTES + buffer.getInt(record + HANDLE);
        int length = 0;
        while (buffer.get(name + length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        buffer.get(name, bytes);
        return bytes;
    }
}
