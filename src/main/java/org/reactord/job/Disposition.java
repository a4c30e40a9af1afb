package org.reactord.job;

/** What follows from an outcome. */
public enum Disposition {
    DONE,
    RETRY,
    GIVE_UP
}
