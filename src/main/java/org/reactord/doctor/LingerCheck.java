package org.reactord.doctor;

import org.reactord.event.SafeText;

/** Whether a user's daemon outlives the user's last session: loginctl(1), enable-linger. */
final class LingerCheck implements Check {
    private final Patient patient;

    LingerCheck(Patient patient) {
        this.patient = patient;
    }

    @Override
    public String name() {
        return "linger";
    }

    @Override
    public void look(Findings findings) {
        String user = SafeText.ofText(patient.user());
        if (patient.belongsToSystem()) {
            findings.ok("not needed: the daemon is the system's, and belongs to no session");
        } else if (!patient.hasSystemd()) {
            findings.ok("no systemd-logind runs here, which would end what a session leaves behind");
        } else if (patient.machine().has("var/lib/systemd/linger/" + patient.user())) {
            findings.ok("user " + user + " has it, so a daemon outlives the session and starts at boot");
        } else {
            findings.warn(
                    "user " + user
                            + " has none, so the user's services, a daemon among them, end with the last session",
                    "loginctl enable-linger " + user);
        }
    }
}
