package org.reactord.source.dbus;

/** Somebody breaks the rules of the protocol; the message says how, for a person. Does not leave this package. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String how) {
        super(how, null, false, false);
    }

    /** In words that follow "it". */
    String how() {
        return String.valueOf(getMessage());
    }
}
