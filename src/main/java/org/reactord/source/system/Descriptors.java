package org.reactord.source.system;

import java.util.function.IntConsumer;

/** The descriptors that the thread waits for. Confined to it. */
interface Descriptors {
    /**
     * Waits for these events ({@link org.reactord.natives.Poll}) on a descriptor, which stays its owner's.
     *
     * @param ready called with what poll(2) reported, which may be {@code POLLERR} or {@code POLLHUP} unasked; it must read
     *     until there is nothing, or be called again at once
     */
    void add(int fd, int events, IntConsumer ready);

    /** Waits for it no longer; before it is closed. */
    void remove(int fd);
}
