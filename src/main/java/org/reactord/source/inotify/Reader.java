package org.reactord.source.inotify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.reactord.natives.Clocks;
import org.reactord.natives.Errno;
import org.reactord.natives.EventFd;
import org.reactord.natives.Fd;
import org.reactord.natives.Inotify;
import org.reactord.natives.MountInfo;
import org.reactord.natives.Poll;

/**
 * Moves bytes from the kernel to the {@link Input}, and does nothing else, so that the kernel's queue stays short.
 *
 * <p>The thread {@code source:inotify} runs it; {@link #mark}, {@link #readFrom} and {@link #close} are for others.
 */
final class Reader implements Runnable {
    private static final int BUFFER = 64 * 1024;
    /** An event with the longest name: read(2) that leaves more room than this has emptied the kernel's queue. */
    private static final int LARGEST = 16 + 256;

    private static final int MASK = 4;
    private static final int LENGTH = 12;
    private static final int HEADER = 16;

    /** So many readings with nothing but modifications in a row are somebody who writes a lot. */
    private static final int STEADY = 8;
    /** The kernel merges equal events that wait, so such a writer is let to gather. */
    private static final int GATHERING_MILLIS = 20;
    /** While the worker has enough to do, reading each event as it comes would only cost; the kernel has room for more. */
    private static final int BEHIND_MILLIS = 2;

    private final Input input;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder());
    private final Poll poll = new Poll();
    private final Poll pause = new Poll();
    private final int wakeUp;
    private final int mounts;
    private volatile int events = -1;
    private volatile long marked;
    private volatile boolean closing;
    private int modifications;

    private Reader(Input input, int wakeUp, int mounts) {
        this.input = input;
        this.wakeUp = wakeUp;
        this.mounts = mounts;
        poll.add(wakeUp, Poll.POLLIN);
        pause.add(wakeUp, Poll.POLLIN);
        if (mounts >= 0) {
            poll.add(mounts, Poll.POLLPRI);
        }
    }

    /** A reader, or what the kernel answered instead: {@code -errno} in the array. Without /proc, mounts go unnoticed. */
    static Reader open(Input input) throws NoDescriptors {
        int wakeUp = EventFd.create();
        if (wakeUp < 0) {
            throw new NoDescriptors(Errno.message(wakeUp));
        }
        return new Reader(input, wakeUp, MountInfo.open());
    }

    /** The process has no descriptor left. */
    static final class NoDescriptors extends Exception {
        private static final long serialVersionUID = 1;

        NoDescriptors(String message) {
            super(message);
        }
    }

    /** Reads from this inotify instance from now on. */
    void readFrom(int inotify) {
        events = inotify;
        EventFd.signal(wakeUp);
    }

    /** Asks for {@link Input.Mark}s up to this number, once what is in the kernel now has been read. */
    void mark(long number) {
        marked = number;
        EventFd.signal(wakeUp);
    }

    void close() {
        closing = true;
        EventFd.signal(wakeUp);
    }

    /** Gives the descriptors back, once the thread has ended. */
    void free() {
        Fd.close(wakeUp);
        if (mounts >= 0) {
            Fd.close(mounts);
        }
    }

    @Override
    public void run() {
        int listening = -1;
        long answered = 0;
        while (!closing) {
            gather();
            check(poll.poll(-1));
            if (poll.revents(0) != 0) {
                EventFd.drain(wakeUp);
            }
            if (mounts >= 0 && poll.revents(1) != 0) {
                input.add(new Input.Mounts());
            }
            if (listening < 0 && events >= 0) {
                listening = events;
                poll.add(listening, Poll.POLLIN);
            }
            long asked = marked;
            if (listening >= 0) {
                drain(listening);
            }
            if (asked != answered) {
                input.add(new Input.Mark(asked));
                answered = asked;
            }
        }
    }

    private void gather() {
        if (modifications >= STEADY) {
            check(pause.poll(GATHERING_MILLIS));
        } else if (input.isBehind()) {
            check(pause.poll(BEHIND_MILLIS));
        }
    }

    private void drain(int inotify) {
        boolean drained = false;
        while (!drained && !closing) {
            long before = Clocks.stamping();
            buffer.clear();
            int length = Fd.read(inotify, buffer);
            if (length == -Errno.EAGAIN || length == -Errno.EINTR) {
                return;
            }
            check(length);
            drained = length <= BUFFER - LARGEST;
            modifications = isModificationsOnly(length) ? modifications + 1 : 0;
            byte[] bytes = new byte[length];
            buffer.get(0, bytes);
            input.add(new Input.Raw(bytes, before, drained));
        }
    }

    private boolean isModificationsOnly(int length) {
        for (int at = 0; at < length; at += HEADER + buffer.getInt(at + LENGTH)) {
            if (buffer.getInt(at + MASK) != Inotify.IN_MODIFY) {
                return false;
            }
        }
        return true;
    }

    private static void check(int answer) {
        if (answer < 0) {
            throw new IllegalStateException("cannot read events: " + Errno.message(answer));
        }
    }
}
