package org.reactord.source.portable;

import java.util.concurrent.ThreadFactory;
import org.reactord.source.EventSink;
import org.reactord.source.EventSource;

/** Opens the portable source. */
public final class PortableSources {
    private PortableSources() {}

    /** A source whose threads, named {@code source:…}, come from this factory and end with its {@code close}. */
    public static EventSource open(EventSink sink, ThreadFactory threads) {
        PortableSource source = new PortableSource(sink, threads);
        source.start();
        return source;
    }
}
