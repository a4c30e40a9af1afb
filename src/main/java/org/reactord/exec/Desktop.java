package org.reactord.exec;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;
import org.reactord.rule.Command;

/**
 * How a person at a desktop is told of an incident: by a client of the session's notification service, found in PATH.
 *
 * <p>There is a desktop where the daemon's environment names a display or a session bus. A daemon that is started at
 * login may know only the bus; where nobody shows notifications on it, the client fails, which is logged and does no harm.
 */
public final class Desktop {
    /** The body is markup (Desktop Notifications Specification); the title is not. */
    private static final String TEXTS = """
            case $REACTOR_INCIDENT in
            failing) title="$REACTOR_RULE is failing" body="$REACTOR_REASON" ;;
            *) title="$REACTOR_RULE works again" body="$REACTOR_FAILURES failed; the last $REACTOR_REASON" ;;
            esac
            body=$(printf %s "$body${REACTOR_STDERR_LAST:+: $REACTOR_STDERR_LAST}" | sed 's/&/\\&amp;/g; s/</\\&lt;/g')
            """;

    private static final String NOTIFY_SEND = " --app-name=reactor --icon=dialog-warning -- \"$title\" \"$body\"\n";

    private static final String GDBUS = " call --session --dest org.freedesktop.Notifications"
            + " --object-path /org/freedesktop/Notifications --method org.freedesktop.Notifications.Notify"
            + " reactor 0 dialog-warning \"$title\" \"$body\" '[]' '{}' 10000\n";

    private Desktop() {}

    /**
     * The command; empty where there is no desktop, or nothing to talk to it with.
     *
     * @param environment of the daemon, one char a byte
     */
    public static Optional<Command> notification(Map<String, String> environment) {
        if (!isThere(environment)) {
            return Optional.empty();
        }
        return program("notify-send", environment)
                .map(program -> program + NOTIFY_SEND)
                .or(() -> program("gdbus", environment).map(program -> program + GDBUS))
                .map(call -> new Command.Shell(TEXTS + "exec " + call));
    }

    /** Whether there is a desktop, by the daemon's environment. */
    public static boolean isThere(Map<String, String> environment) {
        boolean named = isSet(environment, "DISPLAY")
                || isSet(environment, "WAYLAND_DISPLAY")
                || isSet(environment, "DBUS_SESSION_BUS_ADDRESS");
        // Where clients look for a bus that no variable names.
        return named
                || Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                        .filter(directory -> directory.startsWith("/"))
                        .filter(directory -> Files.exists(path(directory + "/bus")))
                        .isPresent();
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }

    /** The path of a program, quoted for the shell. */
    private static Optional<String> program(String name, Map<String, String> environment) {
        for (String directory :
                environment.getOrDefault("PATH", Programs.DEFAULT_PATH).split(":", -1)) {
            String file = directory + "/" + name;
            boolean plain = StandardCharsets.US_ASCII.newEncoder().canEncode(file);
            if (directory.startsWith("/") && plain && Files.isExecutable(path(file))) {
                return Optional.of("'" + file.replace("'", "'\\''") + "'");
            }
        }
        return Optional.empty();
    }

    private static Path path(String raw) {
        return PathBytes.toPath(BytePath.of(raw.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
