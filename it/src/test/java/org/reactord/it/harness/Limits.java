package org.reactord.it.harness;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long is waited for what: the one place for such numbers. They are bounds for a slow and busy machine, with three
 * JVMs starting at once, and say nothing about how fast the daemon should be.
 */
public final class Limits {
    /** From exec to readiness. */
    public static final Duration START = Duration.ofSeconds(45);
    /** From a change to what follows from it. */
    public static final Duration SOON = Duration.ofSeconds(20);
    /** From the request to the end of the process, when nothing runs that must be waited for. */
    public static final Duration END = Duration.ofSeconds(30);
    /** A client, from exec to exit. */
    public static final Duration CLIENT = Duration.ofSeconds(60);
    /** How long it is looked on when something must not happen. */
    public static final Duration QUIET = Duration.ofMillis(1500);

    private static final Duration POLL = Duration.ofMillis(20);

    private Limits() {}

    /** For what follows from a change that has been made. */
    public static ConditionFactory soon() {
        return within(SOON);
    }

    public static ConditionFactory within(Duration limit) {
        return Awaitility.with()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(limit);
    }

    /** For what must hold now and go on holding. */
    public static ConditionFactory throughout(Duration time) {
        return within(time.plus(SOON)).during(time);
    }
}
