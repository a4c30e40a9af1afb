package org.reactord.engine.view;

import java.time.Instant;
import java.util.List;
import org.reactord.event.SystemEvent;
import org.reactord.rule.Explanation;

/**
 * All that the daemon knows about something that might happen to the system.
 *
 * @param event what might happen
 * @param rules those that wait for something of its kind, in the order of the rule files
 * @param others how many rules wait for something else
 * @param present what holds now of what was asked about
 * @param decisions the last ones about it, oldest first
 */
public record EventReport(
        SystemEvent event,
        Instant now,
        List<OfRule> rules,
        int others,
        List<SystemEvent> present,
        List<Decision> decisions) {
    public EventReport {
        rules = List.copyOf(rules);
        present = List.copyOf(present);
        decisions = List.copyOf(decisions);
    }

    /**
     * What one rule says of it, and how it stands.
     *
     * @param waiting the events of the rule that have not begun to be run
     */
    public record OfRule(RuleStatus rule, Explanation explanation, int waiting) {}
}
