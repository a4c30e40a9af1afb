package org.reactord.exec;

import java.util.ArrayList;
import java.util.List;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.OpenFlags;

/** The descriptors that the start of a child needs: all are closed at the end, but for those that it takes out. */
final class Descriptors implements AutoCloseable {
    /** Both ends of a pipe; ours does not wait, the child's does, as programs expect. */
    record Pipe(int ours, int childs) {}

    private final List<Integer> open = new ArrayList<>();

    /** Owns a new descriptor from now on; {@code what} names it in the reason if it is an error instead. */
    int own(int fd, String what) throws NotStarted {
        if (fd < 0) {
            throw SpawnErrors.ofResource(fd, what);
        }
        open.add(fd);
        return fd;
    }

    Pipe pipe() throws NotStarted {
        int[] ends = new int[2];
        int answer = Fd.pipe2(ends, OpenFlags.O_CLOEXEC);
        if (answer < 0) {
            throw SpawnErrors.ofResource(answer, "no pipe for its output");
        }
        open.add(ends[0]);
        open.add(ends[1]);
        int set = Fd.setFlags(ends[0], OpenFlags.O_NONBLOCK);
        if (set < 0) {
            throw new IllegalStateException("a new pipe cannot be made non-blocking: " + Errno.message(set));
        }
        return new Pipe(ends[0], ends[1]);
    }

    /** Gives a descriptor to somebody else, who closes it. */
    int take(int fd) {
        open.remove((Integer) fd);
        return fd;
    }

    void closeNow(int fd) {
        Fd.close(take(fd));
    }

    @Override
    public void close() {
        open.forEach(Fd::close);
        open.clear();
    }
}
