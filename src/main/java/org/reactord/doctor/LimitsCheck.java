package org.reactord.doctor;

import java.util.OptionalLong;

/** What the system allows the daemon to open and its user to start: getrlimit(2). */
final class LimitsCheck implements Check {
    private static final long FEW_FILES = 256;
    private static final long ROOM_FOR_PROCESSES = 64;

    private final Patient patient;

    LimitsCheck(Patient patient) {
        this.patient = patient;
    }

    @Override
    public String name() {
        return "limits";
    }

    @Override
    public void look(Findings findings) {
        Machine machine = patient.machine();
        String whose = patient.daemon().isPresent() ? " of the daemon" : " here, which a daemon would inherit";
        files(machine.limit(patient.process(), "Max open files"), whose, findings);
        processes(machine.limit(patient.process(), "Max processes"), findings);
    }

    private void files(OptionalLong limit, String whose, Findings findings) {
        if (limit.isEmpty()) {
            findings.ok("nobody can say how many files may be open");
            return;
        }
        long open = patient.daemon().isPresent()
                ? patient.machine().names("proc/" + patient.process() + "/fd").size()
                : 0;
        String detail = "open files" + whose + ": "
                + (patient.daemon().isPresent() ? open + " of " : "")
                + shown(limit.getAsLong());
        if (limit.getAsLong() < FEW_FILES || open > limit.getAsLong() / 4 * 3) {
            findings.warn(
                    detail, "raise it where the daemon is started: ulimit -n 1024, or LimitNOFILE=1024 in its unit");
        } else {
            findings.ok(detail);
        }
    }

    /** Threads count as processes do; root is not bound. */
    private void processes(OptionalLong limit, Findings findings) {
        if (patient.isRoot() || limit.isEmpty() || limit.getAsLong() == Machine.UNLIMITED) {
            findings.ok("processes: not limited" + (patient.isRoot() ? " for root" : ""));
            return;
        }
        Machine machine = patient.machine();
        long tasks = machine.processesOf(patient.uid()).stream()
                .mapToLong(pid -> machine.names("proc/" + pid + "/task").size())
                .sum();
        String detail = "processes and threads of user " + patient.uid() + ": " + tasks + " of " + limit.getAsLong();
        if (tasks + ROOM_FOR_PROCESSES > limit.getAsLong()) {
            findings.warn(
                    detail + ", so a command may not be started",
                    "end what is not needed (ps -u " + patient.uid()
                            + " -L), or raise it: ulimit -u, or LimitNPROC= in the daemon's unit");
        } else {
            findings.ok(detail);
        }
    }

    private static String shown(long limit) {
        return limit == Machine.UNLIMITED ? "unlimited" : Long.toString(limit);
    }
}
