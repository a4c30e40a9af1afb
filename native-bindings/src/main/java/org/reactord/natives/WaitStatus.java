package org.reactord.natives;

/**
 * How a child ended: the status word of wait(2), which {@link Processes#waitPidfd} and its kin answer.
 *
 * @param word the exit code in bits 8 to 15; or the signal in bits 0 to 6 and bit 7 for a core dump
 */
public record WaitStatus(int word) {
    private static final int CORE = 0x80;

    static int exitedWord(int code) {
        return (code & 0xff) << 8;
    }

    static int signalledWord(int signal, boolean coreDumped) {
        return signal | (coreDumped ? CORE : 0);
    }

    /** Whether it ended by itself, with an {@link #exitCode}. */
    public boolean exited() {
        return (word & 0x7f) == 0;
    }

    /** What it passed to exit(3), 0 to 255. */
    public int exitCode() {
        return word >> 8 & 0xff;
    }

    /** The signal that ended it; 0 if it ended by itself. */
    public int signal() {
        return word & 0x7f;
    }

    /** Whether the signal left a core dump. */
    public boolean coreDumped() {
        return (word & CORE) != 0;
    }

    /** {@code exit 3}, {@code SIGTERM}, {@code SIGSEGV (core dumped)}. */
    @Override
    public String toString() {
        if (exited()) {
            return "exit " + exitCode();
        }
        return "SIG" + Signals.name(signal()) + (coreDumped() ? " (core dumped)" : "");
    }
}
