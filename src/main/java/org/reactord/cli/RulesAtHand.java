package org.reactord.cli;

import java.util.function.Function;
import org.reactord.config.Strictness;
import org.reactord.config.Surroundings;
import org.reactord.contact.Places;
import org.reactord.control.RuleLoader;

/**
 * Where the rules of this daemon are, and how they are read: at the start, and later.
 *
 * @param once whether only spools count, since one pass is made over what is there
 */
record RulesAtHand(Places places, boolean once) implements Function<Runnable, RuleLoader> {
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
