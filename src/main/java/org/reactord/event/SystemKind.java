package org.reactord.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a fact is about that is no file: the word by which a rule file asks for it. */
public enum SystemKind {
    /** Interfaces, their addresses, and the way out: rtnetlink(7). */
    NETWORK,
    /** Hardware: the kernel's uevents, or what udev(7) makes of them. */
    DEVICE,
    /** Mains and batteries: uevents of the subsystem {@code power_supply}. */
    POWER,
    /** File systems that come and go: proc_pid_mountinfo(5). */
    MOUNT,
    /** Programs that start and stop: the kernel's process connector. */
    PROCESS,
    /** The machine as a whole: asleep, awake, going down; its clock. */
    SYSTEM,
    /** Who is logged in, and whether the screen is locked: logind's signals, org.freedesktop.login1(5). */
    SESSION;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The key of a rule that waits for it. */
    public String word() {
        return word;
    }

    public static Optional<SystemKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
