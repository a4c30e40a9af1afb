package org.reactord.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;

/** What may have come back for the lack of which a command failed: then it is tried again at once. */
public enum Return {
    /** The network: the first default route is there. */
    ONLINE(SystemKind.NETWORK, "online"),
    /** The machine itself, from its sleep. */
    RESUME(SystemKind.SYSTEM, "resume"),
    /** Mains power. */
    AC(SystemKind.POWER, "ac"),
    /** A file system, whichever. */
    MOUNTED(SystemKind.MOUNT, "mounted");

    private final SystemKind kind;
    private final String what;

    Return(SystemKind kind, String what) {
        this.kind = kind;
        this.what = what;
    }

    /** The word in rule files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What has to be listened to for it. */
    public SystemKind kind() {
        return kind;
    }

    /** What an event brings back; empty if it is nothing of these, or only a part: one of several ways out. */
    public static Optional<Return> by(SystemEvent event) {
        boolean part = "interface".equals(event.fields().get("scope"));
        return part
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(one -> one.kind == event.kind() && one.what.equals(event.what()))
                        .findFirst();
    }
}
