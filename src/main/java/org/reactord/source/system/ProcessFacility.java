package org.reactord.source.system;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;
import org.reactord.event.SystemKind;
import org.reactord.natives.Poll;
import org.reactord.natives.Processes;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;

/** Programs that start and stop, of all users. Each exec on the machine wakes the thread: the kernel knows no names. */
final class ProcessFacility implements Facility {
    private final Descriptors descriptors;
    private final Reports reports;
    private final ExecEvents events = new ExecEvents();
    private final ExecutedFiles files;
    private String whyNot = "";
    private @Nullable Programs programs;

    ProcessFacility(Descriptors descriptors, Reports reports) {
        this.descriptors = descriptors;
        this.reports = reports;
        files = new ExecutedFiles(descriptors, reports);
    }

    @Override
    public SystemKind kind() {
        return SystemKind.PROCESS;
    }

    @Override
    public SystemState open(SystemRequest request) {
        Optional<String> refused = events.open();
        if (refused.isPresent()) {
            whyNot = refused.get();
            return openFiles(request);
        }
        Programs opened = new Programs(new ProcView(), Processes.getpid(), descriptors, reports, request);
        programs = opened;
        descriptors.add(
                events.fd(), Poll.POLLIN, revents -> changed(opened)); // before the pidfds: an exec is looked at first
        opened.look(Cause.START);
        return opened.state();
    }

    /** What is left where the kernel does not tell of processes. */
    private SystemState openFiles(SystemRequest request) {
        if (!files.want(request)) {
            return SystemState.unavailable(SystemKind.PROCESS, whyNot);
        }
        return new SystemState(
                SystemKind.PROCESS,
                SystemState.State.DEGRADED,
                "only that programs start whose path a rule names with 'exe', neither whose nor their end: " + whyNot
                        + files.trouble());
    }

    private void changed(Programs opened) {
        if (events.read(opened::executed)) {
            reports.lost(SystemKind.PROCESS, "more programs were started than could be looked at");
            opened.compare(Cause.OVERFLOW);
        }
    }

    @Override
    public SystemState requested(SystemRequest request) {
        if (programs == null) {
            return openFiles(request);
        }
        programs.want(request);
        programs.look(Cause.START);
        return programs.state();
    }

    @Override
    public void close() {
        files.close();
        if (programs != null) {
            descriptors.remove(events.fd());
            events.close();
            programs.close();
        }
    }
}
