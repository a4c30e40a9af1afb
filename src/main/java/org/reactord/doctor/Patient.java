package org.reactord.doctor;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.reactord.config.Surroundings;
import org.reactord.contact.Places;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;

/**
 * Who is looked over: an installation, with the daemon that runs or would run from here.
 *
 * @param places where the daemon that runs has its files; else where one would have them
 * @param version of this program
 * @param uid who runs the daemon; else who asks
 * @param user who that is, by name
 * @param environment of the daemon, if one runs that may be asked for it; else of this process; one char a byte
 * @param process whose limits count: the daemon, or whoever started this process
 */
record Patient(
        Machine machine,
        Places places,
        String version,
        Asked asked,
        long uid,
        String user,
        Map<String, String> environment,
        String process) {
    private static final String USUAL_PATH = "/usr/bin:/bin";

    Patient {
        environment = Map.copyOf(environment);
    }

    Optional<DaemonReport> daemon() {
        return asked instanceof Asked.Answered answered ? Optional.of(answered.report()) : Optional.empty();
    }

    boolean isRoot() {
        return uid == 0;
    }

    /** A variable of the environment, one char a byte; empty also if it holds nothing. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** The path that a variable holds. */
    Optional<BytePath> path(String name) {
        return variable(name)
                .filter(value -> value.startsWith("/"))
                .map(value -> BytePath.of(value.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Against what the daemon reads its rule files. */
    Surroundings around() {
        String path = variable("PATH").orElse(USUAL_PATH);
        return new Surroundings(
                path("HOME").orElseGet(() -> BytePath.ofUtf8(System.getProperty("user.home", "/"))),
                (int) uid,
                PathBytes.of(places.state().path()),
                new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    /** Whether no session's end is the daemon's: it is root's, or runs in no user's slice (systemd.special(7)). */
    boolean belongsToSystem() {
        boolean service = daemon().isPresent()
                && hasSystemd()
                && machine.text("proc/" + process + "/cgroup")
                        .filter(groups -> !groups.contains("user.slice"))
                        .isPresent();
        return isRoot() || service;
    }

    /** Whether systemd runs the machine: sd_booted(3). */
    boolean hasSystemd() {
        return machine.has("run/systemd/system");
    }
}
