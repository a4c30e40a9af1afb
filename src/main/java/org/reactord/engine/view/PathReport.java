package org.reactord.engine.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.rule.Explanation;
import org.reactord.source.RootState;
import org.reactord.source.Unfinished;

/**
 * All that the daemon knows about one path.
 *
 * @param rules in the order of the rule files
 * @param unfinished what is waited for before a change of it is told
 * @param decisions the last ones about it, oldest first
 */
public record PathReport(
        Inquiry inquiry, Instant now, List<OfRule> rules, List<Unfinished> unfinished, List<Decision> decisions) {
    public PathReport {
        rules = List.copyOf(rules);
        unfinished = List.copyOf(unfinished);
        decisions = List.copyOf(decisions);
    }

    /**
     * What one rule says of it, and how it stands there.
     *
     * @param path as the rule sees it
     * @param others the events of it that the rule would take, if it does not take this one
     * @param root how the tree is watched that it is in; empty if nothing was heard of that yet
     * @param settles until when quiet is waited for
     * @param job the living job that it is part of
     * @param ahead how many jobs of the rule wait for their turn
     * @param notes what else keeps it from being run, or a reason why it will not be: sentences
     */
    public record OfRule(
            RuleStatus rule,
            BytePath path,
            Explanation explanation,
            Set<Change> others,
            Optional<RootState> root,
            Optional<Instant> settles,
            Optional<JobStatus> job,
            int ahead,
            List<String> notes) {
        public OfRule {
            others = Set.copyOf(others);
            notes = List.copyOf(notes);
        }
    }

    /** The same, with what the source has said. */
    public PathReport with(List<Unfinished> waiting) {
        return new PathReport(inquiry, now, rules, waiting, decisions);
    }
}
