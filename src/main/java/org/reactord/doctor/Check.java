package org.reactord.doctor;

/** Looks at one kind of thing. Changes nothing, and may be left alone in the middle if the disk does not answer. */
interface Check {
    /** What it looks at, in a word or two: how its findings are called. */
    String name();

    /** Says at least one thing. */
    void look(Findings findings);
}
