package org.reactord.engine.view;

import java.util.List;
import org.reactord.engine.view.RuleChange.Kind;

/**
 * What a reload did, or would do.
 *
 * @param rules in the order of the new files, and then those that are gone
 */
public record ReloadReport(List<RuleChange> rules) {
    public ReloadReport {
        rules = List.copyOf(rules);
    }

    public List<String> added() {
        return named(Kind.ADDED);
    }

    public List<String> changed() {
        return named(Kind.CHANGED);
    }

    public List<String> removed() {
        return named(Kind.REMOVED);
    }

    public List<String> unchanged() {
        return named(Kind.UNCHANGED);
    }

    private List<String> named(Kind kind) {
        return rules.stream()
                .filter(rule -> rule.kind() == kind)
                .map(RuleChange::name)
                .toList();
    }
}
