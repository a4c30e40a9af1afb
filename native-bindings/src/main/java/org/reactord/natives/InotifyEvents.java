package org.reactord.natives;

import java.nio.ByteBuffer;

/**
 * Steps through a buffer full of {@code struct inotify_event}: inotify(7).
 *
 * <pre>{@code
 * while (events.read(fd) > 0) {
 *     while (events.next()) {
 *         … events.wd(), events.mask(), events.name() …
 *     }
 * }
 * }</pre>
 *
 * Only {@link #name()} allocates.
 */
public final class InotifyEvents {
    private static final int MASK = 4;
    private static final int COOKIE = 8;
    private static final int LENGTH = 12;
    private static final int HEADER = 16;

    /** The kernel refuses to read into less than one event with the longest name. */
    private static final int LARGEST = HEADER + 256;

    private final ByteBuffer buffer;
    private final long address;
    private int at;
    private int next;
    private int end;
    private int nameLength;

    /** Reads up to this many bytes at once: at least 272, sensibly some ten thousands. */
    public InotifyEvents(int bufferSize) {
        buffer = Scratch.allocate(Math.max(bufferSize, LARGEST));
        address = LibC.address(buffer);
    }

    /** Over bytes that were read elsewhere; in native order and never read into. */
    InotifyEvents(byte[] golden) {
        this(golden.length);
        buffer.put(0, golden);
        end = golden.length;
    }

    /**
     * Fills the buffer once and steps before the first event.
     *
     * @return how many bytes, 0 when no event waits, or {@code -errno}
     */
    public int read(int fd) {
        next = 0;
        end = 0;
        int answer = (int) LibC.result(LibC.LIBC.read(fd, address, buffer.capacity()));
        if (answer == -Errno.EAGAIN) {
            return 0;
        }
        end = Math.max(0, answer);
        return answer;
    }

    /** Takes events that were read elsewhere, and steps before the first of them. No more than fit into the buffer. */
    public void load(byte[] read, int length) {
        buffer.put(0, read, 0, length);
        next = 0;
        end = length;
    }

    /** Steps to the next event; false when the buffer has no more. */
    public boolean next() {
        if (next >= end) {
            return false;
        }
        at = next;
        int padded = buffer.getInt(at + LENGTH);
        next = at + HEADER + padded;
        nameLength = unpadded(padded, at);
        return true;
    }

    /** True if the next event is at hand, about the same name, and says just this. */
    public boolean isFollowedBy(int mask) {
        boolean sameKind = next < end
                && buffer.getInt(next + MASK) == mask
                && buffer.getInt(next) == wd()
                && buffer.getInt(next + LENGTH) == buffer.getInt(at + LENGTH);
        return sameKind && isSameName();
    }

    private boolean isSameName() {
        for (int i = 0; i < nameLength; i++) {
            if (buffer.get(at + HEADER + i) != buffer.get(next + HEADER + i)) {
                return false;
            }
        }
        return nameLength == unpadded(buffer.getInt(next + LENGTH), next);
    }

    private int unpadded(int padded, int event) {
        int length = padded;
        while (length > 0 && buffer.get(event + HEADER + length - 1) == 0) {
            length--;
        }
        return length;
    }

    /** The watch it is about; -1 for {@link Inotify#IN_Q_OVERFLOW}. */
    public int wd() {
        return buffer.getInt(at);
    }

    /** What happened: a set of {@code IN_*}. */
    public int mask() {
        return buffer.getInt(at + MASK);
    }

    /** What the two halves of a rename have in common; else 0. */
    public int cookie() {
        return buffer.getInt(at + COOKIE);
    }

    /** How many bytes the name has; 0 when the event is about what is watched itself. */
    public int nameLength() {
        return nameLength;
    }

    /** A copy of the name inside the watched directory; empty when the event is about what is watched itself. */
    public byte[] name() {
        byte[] name = new byte[nameLength];
        buffer.get(at + HEADER, name);
        return name;
    }
}
