package org.reactord.rule;

/**
 * One criterion of a rule, and whether it holds for what was asked about.
 *
 * @param key the rule's key that says it
 * @param text what it says, for a person
 * @param origin where it was written
 */
public record Clause(String key, boolean holds, String text, Origin origin) {
    /** What it says, and where. */
    public String told() {
        return text + " " + origin.aside();
    }

    static Clause of(Refusal refusal) {
        return new Clause(refusal.key(), false, refusal.clause(), refusal.origin());
    }
}
