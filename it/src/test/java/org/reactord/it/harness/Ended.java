package org.reactord.it.harness;

/** A program that has ended: its exit code, or 128 and the signal's number, and what it said. */
public record Ended(int exit, String out, String err) {
    /** Both streams as a person would see them. */
    public String said() {
        return out + err;
    }

    @Override
    public String toString() {
        return "exit " + exit + "\n--- stdout\n" + out + "--- stderr\n" + err;
    }
}
