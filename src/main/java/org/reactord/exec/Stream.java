package org.reactord.exec;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactord.job.Output;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.Poll;

/** One output stream of a child: our end of its pipe, and the last that came through it. */
final class Stream {
    private static final int CLOSED = -1;

    /** Twice what the kernel holds in the largest pipe that an ordinary user can have (pipe(7)). */
    private static final long LEFT_IN_PIPE = 2 * 1024 * 1024;

    private final Tail tail = new Tail(Output.KEPT);
    private final Optional<OutputFile> file;
    private int fd;
    private int index;

    /**
     * @param file what also gets all that comes
     */
    Stream(int fd, Optional<OutputFile> file) {
        this.file = file;
        this.fd = fd;
    }

    /** Asks to be woken for what comes; nothing after the end. */
    void register(Poll poll) {
        index = fd == CLOSED ? CLOSED : poll.add(fd, Poll.POLLIN);
    }

    /** Reads one buffer's worth at the most, so that a chatterbox does not keep its neighbours waiting. */
    void readIfReady(Poll poll, ByteBuffer buffer) {
        if (index != CLOSED && poll.revents(index) != 0) {
            read(buffer);
        }
    }

    /** Reads what is there already and waits for nothing; a descendant that goes on writing is not read for ever. */
    void drain(ByteBuffer buffer) {
        long end = tail.total() + LEFT_IN_PIPE;
        int count;
        do {
            count = fd == CLOSED ? 0 : read(buffer);
        } while (count > 0 && tail.total() < end);
    }

    private int read(ByteBuffer buffer) {
        buffer.clear();
        int count = Fd.read(fd, buffer);
        if (count > 0) {
            buffer.flip();
            file.ifPresent(all -> all.write(buffer.duplicate()));
            tail.put(buffer);
        } else if (count != -Errno.EAGAIN && count != -Errno.EINTR) {
            close();
        }
        return count;
    }

    void close() {
        if (fd != CLOSED) {
            Fd.close(fd);
            fd = CLOSED;
        }
    }

    /** The file has all that it will ever get. */
    void closeFile() {
        file.ifPresent(OutputFile::close);
    }

    Tail tail() {
        return tail;
    }
}
