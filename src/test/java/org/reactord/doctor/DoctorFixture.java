package org.reactord.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.contact.Place;
import org.reactord.contact.Places;

/** A machine of files in a temporary directory, and an installation on it that is well until a test makes it ill. */
final class DoctorFixture {
    static final String VERSION = "1.2.3";
    static final long DAEMON = 4711;
    private static final String LIMITS = """
            Limit                     Soft Limit           Hard Limit           Units
            Max processes             %s                96364                processes
            Max open files            %s                 20000                files
            """;

    final Path root;
    final Map<String, String> environment = new LinkedHashMap<>();
    Asked asked = new Asked.Absent();
    long uid = Places.uid();

    /** What a daemon that answers from now on has started from. */
    String classArchive = "/usr/lib/reactor/lib/archives/server.jsa";

    DoctorFixture(Path directory) {
        try {
            root = directory.toRealPath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        for (String one : List.of("rules.d", "state", "run", "home", "bin")) {
            directory(one, "rwx------");
        }
        environment.put("HOME", root.resolve("home").toString());
        environment.put("PATH", root.resolve("bin").toString());
        sysctl("fs/inotify/max_user_watches", 8192);
        sysctl("fs/inotify/max_user_instances", 128);
        sysctl("fs/inotify/max_queued_events", 16384);
        limits("96364", "20000");
    }

    /** The places of the installation. */
    Places places() {
        return new Places(place("rules.d"), place("state"), place("run/control.sock"));
    }

    private Place place(String name) {
        return new Place(root.resolve(name), "from a test", true);
    }

    Patient patient() {
        return new Patient(
                new Machine(root),
                places(),
                VERSION,
                asked,
                uid,
                "somebody",
                environment,
                asked instanceof Asked.Answered ? Long.toString(DAEMON) : "1");
    }

    /** A daemon that answers and has these rules. */
    DoctorFixture answering(String... rules) {
        return answering("native", 0, false, rules);
    }

    DoctorFixture answering(String backend, long overflows, boolean degraded, String... rules) {
        asked = new Asked.Answered(new DaemonReport(
                DAEMON,
                uid,
                VERSION,
                System.getProperty("java.version"),
                classArchive,
                root.resolve("rules.d").toString(),
                root.resolve("state").toString(),
                backend,
                "posix_spawn, a control group for each run",
                List.of(rules),
                2,
                overflows,
                degraded));
        limits("96364", "20000");
        return this;
    }

    Path directory(String name, String mode) {
        try {
            Path directory = Files.createDirectories(root.resolve(name));
            return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path file(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path program(String name, String text) {
        try {
            return Files.setPosixFilePermissions(
                    file("bin/" + name, text), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void link(String name, String target) {
        try {
            Path link = root.resolve(name);
            Files.createDirectories(link.getParent());
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Path.of(target));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void sysctl(String name, long value) {
        file("proc/sys/" + name, value + "\n");
    }

    /** Of whoever started this, and of the daemon. */
    void limits(String processes, String files) {
        file("proc/1/limits", LIMITS.formatted(processes, files));
        file("proc/" + DAEMON + "/limits", LIMITS.formatted(processes, files));
    }

    /** What a check finds. */
    static List<Finding> found(Check check) {
        Findings findings = new Findings(check.name());
        check.look(findings);
        return findings.list();
    }

    /** What is not well, a line each: the state, what it says, and what to do. */
    static List<String> troubles(List<Finding> findings) {
        return findings.stream()
                .filter(one -> one.state() != Finding.State.OK)
                .map(one -> one.state().word() + " " + one.detail() + " -> " + one.advice())
                .toList();
    }

    /** The one trouble that a check finds; empty if all is well. */
    static Optional<String> trouble(Check check) {
        List<String> troubles = troubles(found(check));
        if (troubles.size() > 1) {
            throw new AssertionError(troubles);
        }
        return troubles.stream().findFirst();
    }
}
