package org.reactord.source.system;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.reactord.natives.Clocks;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.Netlink;
import org.reactord.natives.NetlinkMessage;
import org.reactord.natives.Poll;
import org.reactord.natives.ProcessConnector;
import org.reactord.natives.Processes;

/**
 * Which processes execute something, from the kernel's process connector (linux/cn_proc.h).
 *
 * <p>Whether it really tells us is known from its answer only: in a namespace of its own it stays silent. The first request
 * is for everything, because one with a mask is not answered, and older kernels ignore it; until the second, and there for
 * ever, the socket's filter drops what we do not want.
 */
final class ExecEvents {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();
    private static final int MILLI = 1_000_000;

    private final NetlinkMessage message = new NetlinkMessage(1024);
    private final int number = Processes.getpid();
    private int fd = -1;

    /** Begins to listen: why the kernel will not tell us, with what would mend it; empty if it will. */
    Optional<String> open() {
        fd = ProcessConnector.open();
        if (fd < 0) {
            return Optional.of(refused(fd));
        }
        int answer = ProcessConnector.filterExec(fd);
        if (answer >= 0) {
            Netlink.setReceiveBuffer(fd, MOST_BYTES); // as many as we get
            answer = ProcessConnector.request(fd, ProcessConnector.PROC_CN_MCAST_LISTEN, number);
        }
        answer = answer < 0 ? answer : awaitAnswer();
        if (answer < 0) {
            close();
            return Optional.of(refused(answer));
        }
        ProcessConnector.request(fd, ProcessConnector.PROC_CN_MCAST_LISTEN, number, ProcessConnector.PROC_EVENT_EXEC);
        return Optional.empty();
    }

    private static String refused(int answer) {
        if (answer == -Errno.ECONNREFUSED || answer == -Errno.ETIMEDOUT) {
            return "the kernel does not tell here what programs do;"
                    + " it does so only in the initial namespaces of network, users and processes, outside of containers";
        }
        if (answer == -Errno.EPERM || answer == -Errno.EACCES) {
            return "the kernel refuses to tell what programs do (" + Errno.message(answer)
                    + "); Linux 6.6 tells everybody, an older one only who has CAP_NET_ADMIN";
        }
        return "the kernel's process connector: " + Errno.message(answer) + "; the kernel needs CONFIG_PROC_EVENTS";
    }

    /** 0 once the kernel has agreed, or {@code -errno}. What is executed before that is found by looking. */
    private int awaitAnswer() {
        Poll poll = new Poll();
        poll.add(fd, Poll.POLLIN);
        long deadline = Clocks.monotonic() + PATIENCE;
        for (long left = PATIENCE; left > 0; left = deadline - Clocks.monotonic()) {
            int answer = poll.poll((int) (left / MILLI) + 1);
            if (answer < 0) {
                return answer;
            }
            while (answer > 0 && message.receive(fd) > 0) {
                if (isOurs(ProcessConnector.PROC_EVENT_NONE) && ProcessConnector.number(message.data()) == number) {
                    return -ProcessConnector.error(message.data());
                }
            }
        }
        return -Errno.ETIMEDOUT;
    }

    /** What anybody else has sent us is nothing. */
    private boolean isOurs(int what) {
        return message.port() == 0 && ProcessConnector.what(message.data()) == what;
    }

    /** The descriptor to wait for. */
    int fd() {
        return fd;
    }

    /** Reads until there is nothing: true if the kernel has dropped some. */
    boolean read(IntConsumer executed) {
        boolean lost = false;
        while (true) {
            int count = message.receive(fd);
            if (count == -Errno.ENOBUFS) {
                lost = true;
            } else if (count >= 0) {
                if (isOurs(ProcessConnector.PROC_EVENT_EXEC)) {
                    executed.accept(ProcessConnector.process(message.data()));
                }
            } else if (count != -Errno.EINTR && count != -Errno.EMSGSIZE) {
                return lost;
            }
        }
    }

    /** Has the kernel stop making messages, which closing alone does not. */
    void close() {
        ProcessConnector.request(fd, ProcessConnector.PROC_CN_MCAST_IGNORE, number);
        Fd.close(fd);
    }
}
