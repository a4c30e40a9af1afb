package org.reactord.engine;

/** What must be seen to when something fails that a person, or time, has to mend. */
record Mending(Removals removals, Incidents incidents) {
    /**
     * The rule has another version, and what that one does not want has been dropped.
     *
     * @param wasClear whether nothing of the rule had failed before
     */
    void ruleChanged(ActiveRule active, boolean wasClear, Moment now) {
        removals.ruleChanged(active);
        if (!wasClear) {
            incidents.nothingLeft(active, now);
        }
        incidents.ruleChanged(active, now);
    }

    /** The rule is in the rule files no more. */
    void ruleGone(ActiveRule active) {
        removals.ruleGone(active);
        incidents.ruleGone(active);
    }
}
