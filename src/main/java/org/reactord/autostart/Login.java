package org.reactord.autostart;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whose login it is, and what is to start there.
 *
 * @param environment of this process
 * @param home of the user
 * @param uid of the user
 * @param system what {@code os.name} says
 * @param launcher bin/reactorctl, absolute
 * @param template the unit that ships with the program; it need not be there
 * @param javaHome which Java the launcher finds only by {@code JAVA_HOME} or a {@code PATH} that a login may not have
 */
public record Login(
        Map<String, String> environment,
        Path home,
        long uid,
        String system,
        Path launcher,
        Path template,
        Optional<String> javaHome) {
    public Login {
        environment = Map.copyOf(environment);
    }

    /** Where the user's configuration is; relative paths do not count (XDG Base Directory Specification). */
    Path configuration() {
        String named = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return named.startsWith("/") ? Path.of(named) : home.resolve(".config");
    }

    boolean isMac() {
        return system.startsWith("Mac");
    }
}
