package org.reactord.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;

/** XDG_RUNTIME_DIR: by the XDG Base Directory Specification it belongs to the user, with the mode 0700. */
final class RuntimeCheck implements Check {
    private static final int FOR_OTHERS = 077;

    private final Patient patient;

    RuntimeCheck(Patient patient) {
        this.patient = patient;
    }

    @Override
    public String name() {
        return "XDG_RUNTIME_DIR";
    }

    @Override
    public void look(Findings findings) {
        Optional<BytePath> directory = patient.path("XDG_RUNTIME_DIR");
        if (patient.isRoot() || (directory.isEmpty() && patient.belongsToSystem())) {
            findings.ok("is not needed: the daemon is the system's");
            return;
        }
        if (directory.isPresent()) {
            look(PathBytes.toPath(directory.get()), findings);
            return;
        }
        Path usual = patient.machine().at("run/user/" + patient.uid());
        findings.warn(
                patient.variable("XDG_RUNTIME_DIR").isPresent()
                        ? "is no absolute path, so it counts for nothing"
                        : "is not set" + (patient.daemon().isPresent() ? " for the daemon" : " here"),
                Files.isDirectory(usual)
                        ? "say: export XDG_RUNTIME_DIR=" + Quoting.quoted(usual)
                        : "log in by a session that sets it (PAM's pam_systemd or pam_elogind does), or make a directory"
                                + " of mode 700 and name it: export XDG_RUNTIME_DIR=...");
    }

    private void look(Path directory, Findings findings) {
        String shown = Quoting.path(directory);
        try {
            Map<String, Object> attributes = Files.readAttributes(directory, "unix:uid,mode");
            long owner = Integer.toUnsignedLong((Integer) attributes.getOrDefault("uid", 0));
            int mode = (Integer) attributes.getOrDefault("mode", 0);
            if (owner != patient.uid()) {
                findings.fail(
                        shown + " belongs to user " + owner + ", not to user " + patient.uid(),
                        "it came from another user's session (sudo, su): say: export XDG_RUNTIME_DIR=/run/user/"
                                + patient.uid());
            } else if ((mode & FOR_OTHERS) != 0) {
                findings.fail(
                        shown + " is open to others (mode " + Integer.toOctalString(mode & 07777) + ")",
                        "chmod 700 " + Quoting.quoted(directory));
            } else {
                findings.ok(shown);
            }
        } catch (IOException missing) {
            findings.fail(
                    shown + " is not there, or may not be looked at",
                    "log in by a session that makes it; or see: loginctl show-user " + patient.user());
        }
    }
}
