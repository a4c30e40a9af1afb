package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TimersTest {
    @Test
    void clocksAgreeWithTheJdk() {
        long before = System.nanoTime();
        long monotonic = Clocks.monotonic();
        assertTrue(before <= monotonic && monotonic <= System.nanoTime());
        assertTrue(Clocks.boottime() >= monotonic);
        long millis = System.currentTimeMillis();
        assertTrue(Math.abs(TimeUnit.NANOSECONDS.toMillis(Clocks.realtime()) - millis) < 1000);
    }

    @Test
    void aTimerGoesOffOnce() {
        int fd = TimerFd.create(Clocks.CLOCK_BOOTTIME);
        Poll poll = new Poll();
        int index = poll.add(fd, Poll.POLLIN);
        assertEquals(0, TimerFd.read(fd));

        long start = Clocks.boottime();
        assertEquals(0, TimerFd.setAt(fd, start + TimeUnit.MILLISECONDS.toNanos(10)));
        assertEquals(1, poll.poll(-1));
        assertEquals(Poll.POLLIN, poll.revents(index));
        assertTrue(Clocks.boottime() - start >= TimeUnit.MILLISECONDS.toNanos(10));
        assertEquals(1, TimerFd.read(fd));
        assertEquals(0, TimerFd.read(fd));
        Fd.close(fd);
    }

    @Test
    void thePastIsNow() {
        int fd = TimerFd.create(Clocks.CLOCK_MONOTONIC);
        assertEquals(0, TimerFd.setAt(fd, -1));
        assertEquals(1, TimerFd.read(fd));
        assertEquals(0, TimerFd.setAfter(fd, TimeUnit.HOURS.toNanos(1)));
        assertEquals(0, TimerFd.disarm(fd));
        assertEquals(0, TimerFd.read(fd));
        assertEquals(-Errno.EINVAL, TimerFd.create(4711));
        Fd.close(fd);
    }

    @Test
    void aRealtimeTimerCanWatchForJumps() {
        int fd = TimerFd.create(Clocks.CLOCK_REALTIME);
        assertEquals(0, TimerFd.setAtUnlessClockJumps(fd, Clocks.realtime() + TimeUnit.DAYS.toNanos(1)));
        assertEquals(0, TimerFd.read(fd));
        Fd.close(fd);
    }

    @Test
    void theMountTableCanBeWaitedFor() {
        int fd = MountInfo.open();
        assertTrue(fd >= 0);
        Poll poll = new Poll();
        poll.add(fd, Poll.POLLPRI);
        assertTrue(poll.poll(0) >= 0);
        assertTrue(Fd.read(fd, Scratch.allocate(256)) > 0);
        assertEquals(0, Fd.lseek(fd, 0, Fd.SEEK_SET));
        Fd.close(fd);
    }
}
