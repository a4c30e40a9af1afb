package org.reactord.rule;

/**
 * One version of a rule. The generation grows whenever a reload changes the rule, and is never used again, so the end
 * of a run that an old version started can be told from one of the present version.
 */
public record RuleId(String name, int generation) {
    @Override
    public String toString() {
        return name;
    }
}
