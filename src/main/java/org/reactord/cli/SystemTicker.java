package org.reactord.cli;

import java.time.Instant;
import org.reactord.engine.Moment;
import org.reactord.engine.Ticker;
import org.reactord.natives.Clocks;
import org.reactord.natives.Natives;

/**
 * The system's clocks: CLOCK_BOOTTIME for deadlines, since it never jumps and goes on while the machine sleeps
 * (clock_gettime(2)), and the wall clock for people. Without native calls the JDK's clock has to do, which stands still
 * while a Linux machine sleeps.
 */
final class SystemTicker implements Ticker {
    @Override
    public Moment now() {
        long ticks = Natives.unavailable().isEmpty() ? Clocks.boottime() : System.nanoTime();
        return new Moment(ticks, Instant.now());
    }
}
