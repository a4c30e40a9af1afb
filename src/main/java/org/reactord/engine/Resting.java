package org.reactord.engine;

import java.time.Duration;
import java.util.OptionalLong;
import org.reactord.quiet.Quiet;

/**
 * Knows when the daemon has come to rest after having worked, and has the JVM quietened then. Confined to the loop thread.
 *
 * <p>That costs a wake-up and a collection of the heap, so it must pay: it is done some seconds after the start, and after
 * a burst, which is many turns with no such pause between them. A single attempt now and then is none, and is left alone:
 * waking once more for each would be the very thing to be avoided. But what is done for the first time makes the JVM load
 * classes and start threads, and a trickle adds up; so it is also done once there have been twice as many turns in all as
 * the last time, which comes ever more seldom.
 */
final class Resting {
    /** So long nothing has happened. What the JVM itself sweeps every five seconds is swept by then. */
    static final Duration PAUSE = Duration.ofSeconds(6);

    /** So many turns, each of 64 messages at the most. */
    static final int BURST = 100;

    private final Quiet quiet;
    private Moment last;
    private long turns;
    private long turnsAtRest;
    private long sincePause;
    private boolean wanted = true;

    Resting(Quiet quiet, Moment started) {
        this.quiet = quiet;
        this.last = started;
    }

    /** The deadline of the loop's next wait: one of its own, or when there will have been a pause, if that matters. */
    OptionalLong next(OptionalLong deadline) {
        if (!wanted) {
            return deadline;
        }
        return OptionalLong.of(Math.min(last.after(PAUSE), deadline.orElse(Long.MAX_VALUE)));
    }

    /**
     * The last thing in a turn.
     *
     * @param worked whether it was for anything else than this
     */
    void end(boolean worked, Moment now) {
        boolean paused = now.since(last).compareTo(PAUSE) >= 0;
        if (worked) {
            sincePause = paused ? 1 : sincePause + 1;
            turns++;
            last = now;
            wanted = wanted || sincePause >= BURST || turns >= 2 * turnsAtRest;
        } else if (wanted && paused) {
            wanted = false;
            sincePause = 0;
            turnsAtRest = turns;
            quiet.quieten();
        }
    }
}
