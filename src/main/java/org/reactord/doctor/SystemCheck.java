package org.reactord.doctor;

import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;
import org.reactord.source.system.SystemSources;

/** Whether that can be heard here which rules wait for and which is no file: tried for a moment. */
final class SystemCheck implements Check {
    private final SystemRequest request;

    SystemCheck(SystemRequest request) {
        this.request = request;
    }

    @Override
    public String name() {
        return request.kind().word() + " events";
    }

    @Override
    public void look(Findings findings) {
        SystemState state = SystemSources.probe(request);
        String[] parts = state.detail().split("; ", 2);
        String advice = parts.length > 1 ? parts[1] : "reactor.events(5) says what each kind needs";
        switch (state.state()) {
            case HEARD -> findings.ok("they are heard here");
            case DEGRADED -> findings.warn("not all of them are heard here: " + parts[0], advice);
            case UNAVAILABLE ->
                findings.fail("they are not heard here, so that some rules wait in vain: " + parts[0], advice);
        }
    }
}
