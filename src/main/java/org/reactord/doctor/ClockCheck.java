package org.reactord.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the clock can be right: what was changed while no daemon ran is told by the time of its change, so a clock that
 * is behind the files hides changes.
 */
final class ClockCheck implements Check {
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Patient patient;
    private final Instant now;

    ClockCheck(Patient patient, Instant now) {
        this.patient = patient;
        this.now = now;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public void look(Findings findings) {
        Optional<Instant> newest = Stream.of(
                        patient.places().state().path(),
                        patient.places().rules().path(),
                        Path.of(System.getProperty("java.home", "/")))
                .flatMap(path -> changed(path).stream())
                .max(Instant::compareTo);
        if (newest.isPresent() && newest.get().isAfter(now.plus(TOLERANCE))) {
            findings.warn(
                    "it says " + now.truncatedTo(ChronoUnit.SECONDS) + ", but a directory of the daemon was changed at "
                            + newest.get().truncatedTo(ChronoUnit.SECONDS),
                    "set it, and have it kept right: timedatectl set-ntp true");
        } else {
            boolean kept = patient.machine().has("run/systemd/timesync");
            findings.ok(now.truncatedTo(ChronoUnit.SECONDS)
                    + (kept ? ", looked after by timesyncd" : ", as far as can be told"));
        }
    }

    private static Optional<Instant> changed(Path path) {
        try {
            return Optional.of(Files.getLastModifiedTime(path).toInstant());
        } catch (IOException missing) {
            return Optional.empty();
        }
    }
}
