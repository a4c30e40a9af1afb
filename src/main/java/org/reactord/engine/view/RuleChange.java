package org.reactord.engine.view;

import java.util.List;
import java.util.Locale;
import org.reactord.rule.Difference;
import org.reactord.rule.Origin;

/**
 * What a reload makes of one rule and of its jobs.
 *
 * @param origin where the rule stands now, or stood if it is gone
 * @param keys what is written otherwise, if the rule has changed
 * @param kept jobs that wait, and go on waiting under the new version
 * @param dropped jobs that wait, and are not asked for any more
 * @param running commands that end under the version that they started with
 * @param settling paths that had not become jobs
 * @param spool whether what is dropped stays in a directory
 */
public record RuleChange(
        String name,
        Kind kind,
        Origin origin,
        List<Difference> keys,
        int kept,
        int dropped,
        int running,
        int settling,
        boolean spool) {
    /** What happens to the rule itself. */
    public enum Kind {
        ADDED,
        CHANGED,
        UNCHANGED,
        REMOVED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public RuleChange {
        keys = List.copyOf(keys);
    }

    /** Why the jobs of {@link #dropped} are. */
    public String why() {
        return kind == Kind.REMOVED ? "the rule is gone" : "the rule does not ask for them any more";
    }
}
