package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import java.util.List;
import java.util.Locale;

/** Signals by name and number: signal(7). The numbers are those of Linux on all architectures supported. */
public final class Signals {
    /** Hang-up. */
    public static final int SIGHUP = 1;

    /** Interrupt from the keyboard. */
    public static final int SIGINT = 2;

    /** Ends a process whatever it does. */
    public static final int SIGKILL = 9;

    /** Asks a process to end. */
    public static final int SIGTERM = 15;

    /** A child has ended. */
    public static final int SIGCHLD = 17;

    /** Lets a stopped process continue. */
    public static final int SIGCONT = 18;

    /** A descriptor has something to tell; ends a process that does not expect it. */
    public static final int SIGIO = 29;

    private static final int SIG_ERR = -1;
    private static final long SIG_DFL = 0;
    private static final long SIG_IGN = 1;

    private static final List<String> NAMES = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");

    private Signals() {}

    /** {@code TERM} for 15; the number itself for one without a name, such as a real-time signal. */
    public static String name(int signal) {
        return signal > 0 && signal <= NAMES.size() ? NAMES.get(signal - 1) : Integer.toString(signal);
    }

    /** 15 for {@code TERM}, {@code SIGTERM} or {@code sigterm}; -1 for what is no signal's name. */
    public static int number(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        int index = NAMES.indexOf(upper.startsWith("SIG") ? upper.substring(3) : upper);
        return index < 0 ? -1 : index + 1;
    }

    /**
     * Gives a signal its default action back in the daemon. Who inherits {@link #SIGCHLD} ignored cannot learn how a child
     * ended: the kernel reaps it unasked.
     */
    public static int setDefault(int signal) {
        return set(signal, SIG_DFL);
    }

    /** Makes a signal do nothing to the daemon. {@link Spawn} gives children the default action of every signal. */
    public static int ignore(int signal) {
        return set(signal, SIG_IGN);
    }

    private static int set(int signal, long action) {
        return LIBC.signal(signal, action) == SIG_ERR ? LibC.result(SIG_ERR) : 0;
    }
}
