package org.reactord.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.reactord.contact.Places;
import org.reactord.control.ControlDirectory;

/** The directory in which the daemon and its clients meet. */
final class SocketCheck implements Check {
    private final Patient patient;

    SocketCheck(Patient patient) {
        this.patient = patient;
    }

    @Override
    public String name() {
        return "socket directory";
    }

    @Override
    public void look(Findings findings) {
        Places places = patient.places();
        Path directory = places.controlDirectory();
        Optional<String> trouble = ControlDirectory.trouble(places, patient.uid());
        if (trouble.isPresent()) {
            findings.fail(
                    trouble.get(),
                    "make a directory that is yours alone, mkdir -m 700, and name a socket in it for the daemon and its clients:"
                            + " export REACTOR_SOCKET=DIR/control.sock");
            return;
        }
        Path nearest = Ownership.nearest(directory);
        if (!Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
            findings.fail(
                    Quoting.path(nearest) + " cannot be written, so no daemon can have its socket at "
                            + places.socket().told(),
                    "name a socket in a directory of your own with REACTOR_SOCKET");
        } else if (!places.socket().chosen() && directory.startsWith("/tmp")) {
            findings.warn(
                    "the socket is in " + Quoting.path(directory) + ", and what is old in /tmp is removed on many"
                            + " systems: then nobody can reach a daemon that runs",
                    "set XDG_RUNTIME_DIR, or name a socket in a directory of your own with REACTOR_SOCKET");
        } else {
            findings.ok(Quoting.path(directory)
                    + (nearest.equals(directory.toAbsolutePath()) ? "" : " is made when the daemon starts"));
        }
    }
}
