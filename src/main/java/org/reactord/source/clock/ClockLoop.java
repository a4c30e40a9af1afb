package org.reactord.source.clock;

import java.util.function.Supplier;
import org.reactord.event.ClockJumped;
import org.reactord.natives.Errno;
import org.reactord.natives.EventFd;
import org.reactord.natives.Poll;
import org.reactord.natives.TimerFd;
import org.reactord.source.EventSink;

/** What the thread {@code source:clock} does; {@link #close} is for others. */
final class ClockLoop implements Runnable {
    /** As far as the kernel can count: nobody waits for it to go off, only for its being cancelled. */
    private static final long NEVER = Long.MAX_VALUE;

    private final int timer;
    private final int wakeUp;
    private final Supplier<Reading> readings;
    private final EventSink sink;
    private final Poll poll = new Poll();
    private final int timerIndex;
    private Reading before;
    private volatile boolean closing;

    /**
     * A loop over a timer that is armed.
     *
     * @param wakeUp a counter that brings it out of its wait
     */
    ClockLoop(int timer, int wakeUp, Supplier<Reading> readings, EventSink sink) {
        this.timer = timer;
        this.wakeUp = wakeUp;
        this.readings = readings;
        this.sink = sink;
        poll.add(wakeUp, Poll.POLLIN);
        timerIndex = poll.add(timer, Poll.POLLIN);
        before = readings.get();
    }

    /** Has the timer cancelled at the next jump: 0 or {@code -errno}. */
    static int arm(int timer) {
        int answer;
        do {
            answer = TimerFd.setAtUnlessClockJumps(timer, NEVER);
        } while (answer == -Errno.ECANCELED); // it has jumped once more meanwhile, which the next reading will show
        return answer;
    }

    void close() {
        closing = true;
        EventFd.signal(wakeUp);
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                check(poll.poll(-1));
                if (!closing && poll.revents(timerIndex) != 0) {
                    jumped();
                }
            }
        } catch (InterruptedException ownerIsClosing) {
            Thread.currentThread().interrupt();
        }
    }

    private void jumped() throws InterruptedException {
        TimerFd.read(timer);
        check(arm(timer)); // before the clocks are read: a jump after that is another one
        Reading now = readings.get();
        ClockJumped jump = now.since(before);
        before = now;
        while (!sink.offer(jump)) {
            sink.awaitRoom();
        }
        sink.flush();
    }

    private static void check(int answer) {
        if (answer < 0) {
            throw new IllegalStateException("cannot watch the clock: " + Errno.message(answer));
        }
    }
}
