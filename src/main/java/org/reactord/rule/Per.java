package org.reactord.rule;

/** How many jobs a handful of changes makes. */
public enum Per {
    /** One for each file. */
    FILE,
    /** One for all that has changed. */
    BATCH
}
