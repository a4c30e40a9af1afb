package org.reactord.doctor;

import org.reactord.contact.Places;

/** Who asks, and for whom: what a user may do cannot be tried by another one. */
final class UserCheck implements Check {
    private final Patient patient;

    UserCheck(Patient patient) {
        this.patient = patient;
    }

    @Override
    public String name() {
        return "user";
    }

    @Override
    public void look(Findings findings) {
        long ours = Places.uid();
        if (ours == patient.uid()) {
            findings.ok(patient.user() + " (" + ours + ")");
        } else {
            findings.warn(
                    "the daemon runs as user " + patient.uid() + ", and what may be read and written was tried as user "
                            + ours,
                    "ask as that user: sudo -u '#" + patient.uid() + "' reactorctl --socket "
                            + Quoting.quoted(patient.places().socket().path()) + " doctor");
        }
    }
}
