package org.reactord.doctor;

import java.util.Optional;
import org.reactord.exec.CgroupHome;

/** Whether each run can have a control group of its own, which nobody escapes. */
final class CgroupCheck implements Check {
    private static final String EACH = "a control group for each run";

    private final Patient patient;

    CgroupCheck(Patient patient) {
        this.patient = patient;
    }

    @Override
    public String name() {
        return "control groups";
    }

    @Override
    public void look(Findings findings) {
        Optional<String> launcher = patient.daemon().map(DaemonReport::launcher);
        boolean delegated = launcher.map(name -> name.contains(EACH))
                .orElseGet(() -> CgroupHome.delegated().isPresent());
        String otherwise = "what a command starts in a session of its own (setsid) outlives its timeout";
        if (delegated) {
            findings.ok(launcher.isPresent() ? "the daemon has " + EACH : "a daemon started here has " + EACH);
        } else if (patient.hasSystemd() && launcher.isPresent()) {
            findings.warn(
                    "none was delegated to the daemon, so " + otherwise,
                    "write Delegate=yes below [Service] in the daemon's unit (systemctl edit), and restart it");
        } else {
            findings.ok("none " + (launcher.isPresent() ? "was" : "would be") + " delegated here, so " + otherwise);
        }
    }
}
