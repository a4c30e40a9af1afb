package org.reactord.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;

/** What may have come back for the lack of which a command failed: then it is tried again at once. */
public enum Return {
    /** The network: the first default route is there. */
    ONLINE(SystemKind.NETWORK),
    /** The machine itself, from its sleep. */
    RESUME(SystemKind.SYSTEM),
    /** Mains power. */
    AC(SystemKind.POWER),
    /** A file system, whichever. */
    MOUNTED(SystemKind.MOUNT);

    private static final Matcher WHOLE = new Matcher.Reach(true);

    private final SystemKind kind;
    private final String word = name().toLowerCase(Locale.ROOT);

    Return(SystemKind kind) {
        this.kind = kind;
    }

    /** The word in rule files, and of what happens when it is back. */
    public String word() {
        return word;
    }

    /** What has to be listened to for it. */
    public SystemKind kind() {
        return kind;
    }

    /** What an event brings back; empty if it is nothing of these, or only a part: one of several ways out. */
    public static Optional<Return> by(SystemEvent event) {
        return WHOLE.answer(event) != Matcher.Answer.YES
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(one -> one.kind == event.kind() && one.word.equals(event.what()))
                        .findFirst();
    }
}
