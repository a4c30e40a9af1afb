package org.reactord.source;

/** Who hears a {@link SystemSource}; called on its thread. */
public interface SystemSink extends EventSink {
    /** A kind of system events is heard of better or worse than before. Never refused. */
    void systemChanged(SystemState state);
}
