package org.reactord.cli;

import java.util.concurrent.ThreadFactory;
import org.reactord.source.EventSink;
import org.reactord.source.EventSource;
import org.reactord.source.portable.PortableSources;

/** Opens the source of file events that was asked for. */
final class Backends {
    private Backends() {}

    static EventSource open(Backend wanted, EventSink sink, ThreadFactory threads) {
        return switch (wanted) {
            case AUTO, PORTABLE, NATIVE -> PortableSources.open(sink, threads);
        };
    }
}
