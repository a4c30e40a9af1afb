package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PollTest {
    private final Poll poll = new Poll();
    private final List<Integer> open = new ArrayList<>();

    private int eventFd() {
        int fd = EventFd.create();
        assertTrue(fd >= 0);
        open.add(fd);
        return fd;
    }

    @AfterEach
    void close() {
        open.forEach(Fd::close);
    }

    @Test
    void reportsWhatIsReady() {
        int quiet = poll.add(eventFd(), Poll.POLLIN);
        int loud = poll.add(eventFd(), Poll.POLLIN);
        assertEquals(0, poll.poll(0));

        EventFd.signal(poll.fd(loud));
        EventFd.signal(poll.fd(loud));
        assertEquals(1, poll.poll(-1));
        assertEquals(0, poll.revents(quiet));
        assertEquals(Poll.POLLIN, poll.revents(loud));
        assertEquals(2, EventFd.drain(poll.fd(loud)));
        assertEquals(0, EventFd.drain(poll.fd(loud)));
        assertEquals(0, poll.poll(0));
    }

    @Test
    void isWokenByAnotherThread() throws InterruptedException {
        int index = poll.add(eventFd(), Poll.POLLIN);
        Thread other = new Thread(() -> EventFd.signal(poll.fd(index)));
        other.start();
        assertEquals(1, poll.poll(-1));
        other.join();
    }

    @Test
    void waitsForItsTimeout() {
        poll.add(eventFd(), Poll.POLLIN);
        long start = System.nanoTime();
        int answer = poll.poll(20);
        assertEquals(0, answer);
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void keepsIndexesWhenOneIsRemoved() {
        int first = poll.add(eventFd(), Poll.POLLIN);
        int second = poll.add(eventFd(), Poll.POLLIN);
        EventFd.signal(poll.fd(first));
        EventFd.signal(poll.fd(second));
        poll.remove(first);
        poll.remove(first);

        assertEquals(1, poll.poll(0));
        assertEquals(0, poll.revents(first));
        assertEquals(Poll.POLLIN, poll.revents(second));
        assertEquals(first, poll.add(eventFd(), Poll.POLLIN));
        assertEquals(2, poll.add(eventFd(), Poll.POLLIN));
    }

    @Test
    void grows() {
        for (int i = 0; i < 100; i++) {
            assertEquals(i, poll.add(eventFd(), Poll.POLLIN));
        }
        EventFd.signal(poll.fd(0));
        EventFd.signal(poll.fd(99));
        assertEquals(2, poll.poll(0));
        assertEquals(Poll.POLLIN, poll.revents(0));
        assertEquals(Poll.POLLIN, poll.revents(99));
        poll.clear();
        assertEquals(0, poll.size());
        assertEquals(0, poll.poll(0));
    }

    @Test
    void changesWhatItWaitsFor() {
        int fd = eventFd();
        EventFd.signal(fd);
        int index = poll.add(fd, 0);
        assertEquals(0, poll.poll(0));
        poll.change(index, Poll.POLLIN | Poll.POLLOUT);
        assertEquals(1, poll.poll(0));
        assertEquals(Poll.POLLIN | Poll.POLLOUT, poll.revents(index));
    }

    @Test
    void tellsAClosedDescriptor() {
        int fd = EventFd.create();
        Fd.close(fd);
        int index = poll.add(fd, Poll.POLLIN);
        assertEquals(1, poll.poll(0));
        assertNotEquals(0, poll.revents(index) & Poll.POLLNVAL);
    }
}
