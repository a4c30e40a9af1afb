package org.reactord.doctor;

import org.reactord.exec.Desktop;

/** Whether a person at a desktop can be told of a rule that fails. */
final class DesktopCheck implements Check {
    private final Patient patient;

    DesktopCheck(Patient patient) {
        this.patient = patient;
    }

    @Override
    public String name() {
        return "notifications";
    }

    @Override
    public void look(Findings findings) {
        String whose = patient.daemon().isPresent() ? "the daemon's environment" : "this environment";
        if (!Desktop.isThere(patient.environment())) {
            findings.ok(whose + " names no desktop: a failing rule is told in the log, and by its on-failure");
        } else if (Desktop.notification(patient.environment()).isPresent()) {
            findings.ok("shown at the desktop that " + whose + " names");
        } else {
            findings.warn(
                    whose + " names a desktop, and there is neither notify-send nor gdbus in its PATH to tell it",
                    "install the package that has notify-send: apt-get install libnotify-bin, or dnf install libnotify");
        }
    }
}
