package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In the initial namespaces. Others run programs meanwhile. */
@Timeout(30)
final class ProcessConnectorTest {
    private static final int NUMBER = 4711;

    private final NetlinkMessage message = new NetlinkMessage(1024);
    private int fd;

    @BeforeEach
    void open() {
        fd = ProcessConnector.open();
        assertTrue(fd >= 0, () -> Errno.message(fd));
    }

    @AfterEach
    void close() {
        ProcessConnector.request(fd, ProcessConnector.PROC_CN_MCAST_IGNORE, NUMBER);
        Fd.close(fd);
    }

    private int next() {
        Poll poll = new Poll();
        poll.add(fd, Poll.POLLIN);
        int answer = message.receive(fd);
        while (answer < 0) {
            assertEquals(1, poll.poll(5_000), "nothing was told");
            answer = message.receive(fd);
        }
        return ProcessConnector.what(message.data());
    }

    private void listen() {
        assertTrue(ProcessConnector.request(fd, ProcessConnector.PROC_CN_MCAST_LISTEN, NUMBER) > 0);
        while (next() != ProcessConnector.PROC_EVENT_NONE || ProcessConnector.number(message.data()) != NUMBER) {
            // Somebody else's.
        }
        assertEquals(0, ProcessConnector.error(message.data()));
        assertEquals(0, message.port());
    }

    /** What is told until a program that is started now executes. */
    private List<Integer> untilAProgramIsTold() {
        int pid = Children.shell("exit 0").spawn();
        List<Integer> told = new ArrayList<>();
        do {
            told.add(next());
        } while (told.get(told.size() - 1) != ProcessConnector.PROC_EVENT_EXEC
                || ProcessConnector.process(message.data()) != pid);
        Processes.waitPid(pid);
        return told;
    }

    @Test
    void withoutAFilterEverythingIsTold() {
        listen();
        assertTrue(untilAProgramIsTold().size() > 1); // at the least the fork
    }

    @Test
    void theFilterLetsExecAndAnswersPass() {
        assertEquals(0, ProcessConnector.filterExec(fd));
        listen();
        for (int what : untilAProgramIsTold()) {
            assertTrue(
                    what == ProcessConnector.PROC_EVENT_EXEC || what == ProcessConnector.PROC_EVENT_NONE,
                    () -> Integer.toHexString(what));
        }
    }

    @Test
    void theMaskLetsExecPassAndNotEvenAnswers() {
        listen();
        ProcessConnector.request(fd, ProcessConnector.PROC_CN_MCAST_LISTEN, NUMBER, ProcessConnector.PROC_EVENT_EXEC);
        while (message.receive(fd) > 0) {
            // From before the mask.
        }
        for (int what : untilAProgramIsTold()) {
            assertEquals(ProcessConnector.PROC_EVENT_EXEC, what);
        }
        assertEquals(-Errno.EAGAIN, drained());
    }

    private int drained() {
        int answer = message.receive(fd);
        while (answer > 0) {
            assertEquals(ProcessConnector.PROC_EVENT_EXEC, ProcessConnector.what(message.data()));
            answer = message.receive(fd);
        }
        return answer;
    }
}
