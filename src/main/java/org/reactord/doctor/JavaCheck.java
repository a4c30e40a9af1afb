package org.reactord.doctor;

/** The Java that runs this, and the one that runs the daemon. */
final class JavaCheck implements Check {
    private final Patient patient;

    JavaCheck(Patient patient) {
        this.patient = patient;
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public void look(Findings findings) {
        String ours = System.getProperty("java.version", "unknown");
        String here = ours + " (" + System.getProperty("java.vendor", "unknown") + ") in "
                + System.getProperty("java.home", "unknown");
        String theirs = patient.daemon().map(DaemonReport::java).orElse(ours);
        boolean replaced = patient.daemon()
                .flatMap(daemon -> patient.machine().link("proc/" + daemon.pid() + "/exe"))
                .filter(exe -> exe.endsWith(" (deleted)"))
                .isPresent();
        if (replaced) {
            findings.warn(
                    here + "; the daemon runs a Java " + theirs + " that was removed or replaced since",
                    "start the daemon again, before it needs a part of the old one: reactorctl shutdown,"
                            + " then reactorctl server (or restart its service)");
        } else {
            findings.ok(theirs.equals(ours) ? here : here + "; the daemon runs " + theirs);
        }
    }
}
