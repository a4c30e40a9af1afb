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
    private @Nullable Programs programs;

    ProcessFacility(Descriptors descriptors, Reports reports) {
        this.descriptors = descriptors;
        this.reports = reports;
    }

    @Override
    public SystemKind kind() {
        return SystemKind.PROCESS;
    }

    @Override
    public SystemState open(SystemRequest request) {
        Optional<String> refused = events.open();
        if (refused.isPresent()) {
            return SystemState.unavailable(SystemKind.PROCESS, refused.get());
        }
        Programs opened = new Programs(new ProcView(), Processes.getpid(), descriptors, reports, request);
        programs = opened;
        descriptors.add(
                events.fd(), Poll.POLLIN, revents -> changed(opened)); // before the pidfds: an exec is looked at first
        opened.look(Cause.START);
        return opened.state();
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
            return open(request);
        }
        programs.want(request);
        programs.look(Cause.START);
        return programs.state();
    }

    @Override
    public void close() {
        descriptors.remove(events.fd());
        events.close();
        if (programs != null) {
            programs.close();
        }
    }
}
