package org.reactord.cli;

import java.util.List;
import org.reactord.control.RuleLoader;
import org.reactord.rule.Enabled;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSet;

/** The rules of one pass: the spools that are switched on, and what fails is left to the next pass. */
final class SpoolRules implements RuleLoader {
    private final RuleLoader all;

    SpoolRules(RuleLoader all) {
        this.all = all;
    }

    @Override
    public Result load() {
        Result result = all.load();
        return result instanceof Loaded loaded
                ? new Loaded(spoolsOf(loaded.rules()), loaded.files(), loaded.contents(), loaded.notes())
                : result;
    }

    private static RuleSet spoolsOf(RuleSet rules) {
        List<Rule> spools = rules.rules().stream()
                .filter(rule -> rule.isSpool() && rule.source().want().isEmpty() && rule.enabled() == Enabled.ON)
                .map(rule -> rule.withRetry(rule.retry().leaving()))
                .toList();
        return new RuleSet(spools);
    }
}
