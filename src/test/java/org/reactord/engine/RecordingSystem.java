package org.reactord.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.reactord.event.SystemKind;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemSource;

/** Remembers what was asked of it, and is armed at once. */
final class RecordingSystem implements SystemSource {
    private List<SystemRequest> requests = List.of();
    private int handled;

    @Override
    public void watch(Collection<SystemRequest> wanted, Runnable armed) {
        requests = new ArrayList<>(wanted);
        armed.run();
    }

    /** The last requests. */
    List<SystemRequest> requests() {
        return requests;
    }

    @Override
    public void handled(SystemKind kind) {
        handled++;
    }

    /** How often it was told that all is handled. */
    int handled() {
        return handled;
    }

    @Override
    public void close() {}
}
