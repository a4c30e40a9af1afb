package org.reactord.source.clock;

import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.reactord.natives.Fd;
import org.reactord.threads.Ends;

/** By a timer that the kernel cancels when the clock jumps: timerfd_create(2). */
final class TimerClockWatch implements ClockWatch {
    private final int timer;
    private final int wakeUp;
    private final ClockLoop loop;
    private final Thread thread;
    private boolean closed;

    private TimerClockWatch(int timer, int wakeUp, ClockLoop loop, ThreadFactory threads) {
        this.timer = timer;
        this.wakeUp = wakeUp;
        this.loop = loop;
        thread = threads.newThread(loop);
        thread.setName("source:clock");
    }

    static TimerClockWatch begin(int timer, int wakeUp, ClockLoop loop, ThreadFactory threads) {
        TimerClockWatch watch = new TimerClockWatch(timer, wakeUp, loop, threads);
        watch.thread.start();
        return watch;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        loop.close();
        thread.interrupt(); // it may be waiting for room
        Ends.await(List.of(thread), () -> {
            Fd.close(timer);
            Fd.close(wakeUp);
        });
    }
}
