package org.reactord.doctor;

import org.reactord.natives.Natives;

/** Whether files are watched, and commands run, by the system's own calls. */
final class BackendCheck implements Check {
    private final Patient patient;

    BackendCheck(Patient patient) {
        this.patient = patient;
    }

    @Override
    public String name() {
        return "backend";
    }

    @Override
    public void look(Findings findings) {
        String missing = Natives.unavailable().orElse("");
        String daemons = patient.daemon().map(DaemonReport::backend).orElse("");
        if (missing.startsWith("there are no native bindings")) {
            findings.ok(missing + "; Java's own means are used, and reactor(7) says what they cannot do");
        } else if (!missing.isEmpty()) {
            findings.warn(
                    "no native calls can be made (" + missing + "), so files are watched and commands run by Java's own"
                            + " means",
                    "the library is unpacked into a temporary directory, which must not be mounted noexec: try"
                            + " REACTOR_JAVA_OPTS=-Djava.io.tmpdir=DIR; reactor(7) says what the portable source cannot do");
        } else if (daemons.equals("portable") && !wasAskedFor()) {
            findings.warn(
                    "native calls work, but the daemon watches files by the portable source",
                    "its log says why; mend that, and start it again: reactorctl shutdown, then reactorctl server");
        } else {
            findings.ok("native calls work"
                    + (daemons.isEmpty() ? "" : "; the daemon watches files by the " + daemons + " source"));
        }
    }

    private boolean wasAskedFor() {
        return patient.machine()
                .text("proc/" + patient.process() + "/cmdline")
                .filter(line -> line.contains("--backend"))
                .isPresent();
    }
}
