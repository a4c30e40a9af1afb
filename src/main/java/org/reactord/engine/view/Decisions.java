package org.reactord.engine.view;

import java.util.List;

/**
 * A piece of what was decided, oldest first.
 *
 * @param missed how many came before these and are forgotten already
 * @param more whether there are later ones already
 */
public record Decisions(List<Decision> decisions, long missed, boolean more) {
    public Decisions {
        decisions = List.copyOf(decisions);
    }
}
