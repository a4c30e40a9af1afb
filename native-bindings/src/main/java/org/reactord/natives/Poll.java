package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import java.nio.ByteBuffer;

/**
 * A set of descriptors to wait for: poll(2). Waiting allocates nothing.
 *
 * <p>{@code struct pollfd} is {@code int fd; short events; short revents}. A removed entry keeps its place with
 * descriptor -1, which the kernel skips, so that the other indexes stay; {@link #add} uses it again.
 */
public final class Poll {
    /** There is data to read. */
    public static final int POLLIN = 0x1;

    /** Something exceptional: of {@code /proc/self/mountinfo} and cgroup files, a change. */
    public static final int POLLPRI = 0x2;

    /** Writing does not wait. */
    public static final int POLLOUT = 0x4;

    /** An error; always reported. */
    public static final int POLLERR = 0x8;

    /** The other side has hung up; always reported. Of a pidfd: the process has been reaped. */
    public static final int POLLHUP = 0x10;

    /** The descriptor is not open: a defect of the caller; always reported. */
    public static final int POLLNVAL = 0x20;

    private static final int ENTRY = 8;
    private static final int EVENTS = 4;
    private static final int REVENTS = 6;
    private static final int NONE = -1;

    private ByteBuffer entries = Scratch.allocate(16 * ENTRY);
    private long address = LibC.address(entries);
    private int size;
    private int removed;

    /** An empty set. */
    public Poll() {}

    /** Waits for these events on the descriptor too: the index that asks for it later. */
    public int add(int fd, int events) {
        int index = removed > 0 ? firstRemoved() : append();
        entries.putInt(index * ENTRY, fd);
        change(index, events);
        return index;
    }

    private int firstRemoved() {
        int index = 0;
        while (fd(index) != NONE) {
            index++;
        }
        removed--;
        return index;
    }

    private int append() {
        if ((size + 1) * ENTRY > entries.capacity()) {
            ByteBuffer larger = Scratch.allocate(entries.capacity() * 2);
            larger.put(0, entries, 0, entries.capacity());
            entries = larger;
            address = LibC.address(larger);
        }
        return size++;
    }

    /** Waits for other events at this index from now on; with 0 only for errors and hang-ups. */
    public void change(int index, int events) {
        entries.putShort(index * ENTRY + EVENTS, (short) events);
        entries.putShort(index * ENTRY + REVENTS, (short) 0);
    }

    /** Waits no longer for the descriptor at this index. Does not close it. */
    public void remove(int index) {
        if (fd(index) != NONE) {
            entries.putInt(index * ENTRY, NONE);
            change(index, 0);
            removed++;
        }
    }

    /** Empties the set. */
    public void clear() {
        size = 0;
        removed = 0;
    }

    /** One more than the greatest index in use. */
    public int size() {
        return size;
    }

    /** The descriptor at this index, -1 if it was removed. */
    public int fd(int index) {
        return entries.getInt(index * ENTRY);
    }

    /**
     * Waits until something happens to one of the descriptors.
     *
     * @param timeoutMillis 0 does not wait, -1 waits for ever
     * @return how many entries have {@link #revents}; 0 at the timeout, and also, earlier, when a signal interrupted the
     *     wait: the caller works out the rest of its deadline in any case; or {@code -errno} (ENOMEM, EINVAL)
     */
    public int poll(int timeoutMillis) {
        int answer = LibC.result(LIBC.poll(address, size, timeoutMillis));
        if (answer == -Errno.EINTR) {
            forgetRevents();
            return 0;
        }
        return answer;
    }

    private void forgetRevents() {
        for (int index = 0; index < size; index++) {
            entries.putShort(index * ENTRY + REVENTS, (short) 0);
        }
    }

    /** What the last {@link #poll} found at this index: a set of {@code POLL*}. */
    public int revents(int index) {
        return entries.getShort(index * ENTRY + REVENTS);
    }
}
