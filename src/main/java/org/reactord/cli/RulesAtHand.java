package org.reactord.cli;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.reactord.config.Strictness;
import org.reactord.config.Surroundings;
import org.reactord.contact.Places;
import org.reactord.control.RuleLoader;

/**
 * Where the rules of this daemon are, and how they are read: at the start, and later.
 *
 * @param since nanoseconds since the epoch: what changes later may not be among those of the start
 * @param once whether only spools count, since one pass is made over what is there
 */
record RulesAtHand(Places places, long since, boolean once) implements Function<Runnable, RuleLoader> {
    /** The clock that stamps files is behind by as much as a tick. */
    private static final Duration TICK = Duration.ofMillis(10);

    /** Those of a daemon that begins now. */
    static RulesAtHand now(Places places, boolean once) {
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        return new RulesAtHand(places, now - TICK.toNanos(), once);
    }

    /** What each of their files says now; empty if there is no directory of rules. */
    Optional<Map<String, Long>> look() {
        return RulesOnDisk.look(places.rules().path(), (int) Places.uid());
    }

    /** Those of the start; {@code claimed} returns as soon as the state directory is this daemon's. */
    @Override
    public RuleLoader apply(Runnable claimed) {
        return rules(Strictness.STARTING, claimed);
    }

    /** Those of a reload. */
    RuleLoader later() {
        return rules(Strictness.CHECKING, () -> {});
    }

    private RuleLoader rules(Strictness strictness, Runnable claimed) {
        Surroundings around = HostSurroundings.ofProcess(places.state().path());
        RuleLoader disk = new RulesOnDisk(places.rules().path(), places.state().path(), around, strictness, claimed);
        return once ? new SpoolRules(disk) : disk;
    }
}
