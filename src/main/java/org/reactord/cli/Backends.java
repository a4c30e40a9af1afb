package org.reactord.cli;

import java.util.concurrent.ThreadFactory;
import org.reactord.source.EventSink;
import org.reactord.source.EventSource;
import org.reactord.source.inotify.InotifySources;
import org.reactord.source.portable.PortableSources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the source of file events: the one that was asked for, else the best that works here. */
final class Backends {
    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

    private Backends() {}

    /** Whether there is one. */
    sealed interface Result {}

    record Opened(EventSource source) implements Result {}

    /** The one that was asked for does not work here. */
    record Unavailable(String reason) implements Result {}

    static Result open(Backend wanted, EventSink sink, ThreadFactory threads) {
        return switch (wanted) {
            case PORTABLE -> new Opened(PortableSources.open(sink, threads));
            case NATIVE -> openNative(sink, threads);
            case AUTO -> {
                Result best = openNative(sink, threads);
                if (best instanceof Unavailable unavailable) {
                    LOG.warn(
                            "the native source of file events does not work here ({}); the portable one is used instead",
                            unavailable.reason());
                    yield new Opened(PortableSources.open(sink, threads));
                }
                yield best;
            }
        };
    }

    private static Result openNative(EventSink sink, ThreadFactory threads) {
        InotifySources.Opened opened = InotifySources.open(sink, threads);
        if (opened instanceof InotifySources.Source works) {
            return new Opened(works.source());
        }
        return opened instanceof InotifySources.Unavailable not
                ? new Unavailable(not.reason())
                : new Unavailable("it says nothing about itself");
    }
}
