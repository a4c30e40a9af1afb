package org.reactord.source.clock;

import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.reactord.natives.Clocks;
import org.reactord.natives.Errno;
import org.reactord.natives.EventFd;
import org.reactord.natives.Fd;
import org.reactord.natives.Natives;
import org.reactord.natives.TimerFd;
import org.reactord.source.EventSink;

/** Opens the watch over the clocks. */
public final class ClockWatches {
    /** What {@link #open} leads to. */
    public sealed interface Opened {}

    /** It works here. */
    public record Watching(ClockWatch watch) implements Opened {}

    /** It does not, for a reason that a person can read. */
    public record Unavailable(String reason) implements Opened {}

    private ClockWatches() {}

    /** Watches from now on; its thread comes from the factory and ends with {@link ClockWatch#close}. */
    public static Opened open(EventSink sink, ThreadFactory threads) {
        return Natives.unavailable().isPresent()
                ? new Unavailable(Natives.unavailable().get())
                : open(sink, threads, Reading::now);
    }

    static Opened open(EventSink sink, ThreadFactory threads, Supplier<Reading> readings) {
        int timer = TimerFd.create(Clocks.CLOCK_REALTIME);
        if (timer < 0) {
            return new Unavailable("no timer that follows the clock: " + Errno.message(timer));
        }
        int wakeUp = EventFd.create();
        int answer = wakeUp < 0 ? wakeUp : ClockLoop.arm(timer);
        if (answer < 0) {
            Fd.close(timer);
            if (wakeUp >= 0) {
                Fd.close(wakeUp);
            }
            return new Unavailable("no timer that follows the clock: " + Errno.message(answer));
        }
        return new Watching(
                TimerClockWatch.begin(timer, wakeUp, new ClockLoop(timer, wakeUp, readings, sink), threads));
    }
}
