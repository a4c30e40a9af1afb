package org.reactord.source.system;

import org.reactord.event.SystemKind;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;

/** Stands in for a facility that is still to be written. */
record Missing(SystemKind kind) implements Facility {
    @Override
    public SystemState open(SystemRequest request) {
        return SystemState.unavailable(kind, "not written yet");
    }

    @Override
    public SystemState requested(SystemRequest request) {
        return open(request);
    }

    @Override
    public void close() {}
}
