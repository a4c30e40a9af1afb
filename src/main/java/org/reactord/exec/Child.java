package org.reactord.exec;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.job.WholeOutput;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.Poll;
import org.reactord.natives.Processes;
import org.reactord.natives.Signals;
import org.reactord.natives.WaitStatus;

/** A running child: the leader of its session, and the two streams that we hear of it. */
final class Child {
    private final Attempt attempt;
    private final Group group;
    private final int pidfd;
    private final Stream stdout;
    private final Stream stderr;
    private final JobFiles files;
    private final Optional<WholeOutput> whole;
    private int index;

    Child(
            Attempt attempt,
            Group group,
            int pidfd,
            Stream stdout,
            Stream stderr,
            JobFiles files,
            Optional<WholeOutput> whole) {
        this.attempt = attempt;
        this.group = group;
        this.pidfd = pidfd;
        this.stdout = stdout;
        this.stderr = stderr;
        this.files = files;
        this.whole = whole;
    }

    Attempt attempt() {
        return attempt;
    }

    int pid() {
        return group.leader();
    }

    Group group() {
        return group;
    }

    void register(Poll poll) {
        index = poll.add(pidfd, Poll.POLLIN);
        stdout.register(poll);
        stderr.register(poll);
    }

    /** Reads what has come. */
    void listen(Poll poll, ByteBuffer buffer) {
        stdout.readIfReady(poll, buffer);
        stderr.readIfReady(poll, buffer);
    }

    /** True if the last poll saw its end. */
    boolean hasEnded(Poll poll) {
        return poll.revents(index) != 0;
    }

    /** How it ended; waits for nothing, because its end was seen. */
    Outcome reap(ByteBuffer buffer) {
        int word = Processes.tryWaitPidfd(pidfd);
        if (word < 0) {
            throw new IllegalStateException("child " + pid() + " was waited for elsewhere: " + Errno.message(word));
        }
        stdout.drain(buffer);
        stderr.drain(buffer);
        stdout.closeFile();
        stderr.closeFile();
        files.remove();
        WaitStatus status = new WaitStatus(word);
        return status.exited()
                ? new Outcome.Exited(status.exitCode())
                : new Outcome.Signalled(Signals.name(status.signal()), status.coreDumped());
    }

    Output output() {
        return new Output(
                stdout.tail().bytes(),
                stderr.tail().bytes(),
                stdout.tail().total(),
                stderr.tail().total(),
                whole);
    }

    /** Forgets the child, which may go on. */
    void close() {
        stdout.close();
        stderr.close();
        stdout.closeFile();
        stderr.closeFile();
        Fd.close(pidfd);
        files.remove();
    }
}
