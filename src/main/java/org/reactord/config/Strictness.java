package org.reactord.config;

/** How hard the loader is about what may be put right without touching a rule file: a command that is not there yet. */
public enum Strictness {
    /** At the start of the daemon: the other rules must run, so it is a warning. */
    STARTING(Diagnostic.Severity.WARNING),
    /** When a person asks, by {@code check} or {@code reload}: it is an error. */
    CHECKING(Diagnostic.Severity.ERROR);

    private final Diagnostic.Severity ofAbsence;

    Strictness(Diagnostic.Severity ofAbsence) {
        this.ofAbsence = ofAbsence;
    }

    Diagnostic.Severity ofAbsence() {
        return ofAbsence;
    }
}
