package org.reactord.cli;

import java.time.Instant;
import org.reactord.engine.Moment;
import org.reactord.engine.Ticker;
import org.reactord.natives.Clocks;

/**
 * The system's clocks: CLOCK_BOOTTIME for deadlines, since it never jumps and goes on while the machine sleeps
 * (clock_gettime(2)), and the wall clock for people.
 */
final class SystemTicker implements Ticker {
    @Override
    public Moment now() {
        return new Moment(Clocks.boottime(), Instant.now());
    }
}
