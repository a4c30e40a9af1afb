package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.concurrent.ThreadFactory;
import org.reactord.source.inotify.InotifySource;

@Backend(
        can = {Capability.CLOSE_WRITE, Capability.EXACT_ATTRIBUTES, Capability.MOVES, Capability.MOVED_OUT_DIRECTORIES})
class InotifySourceTest extends EventSourceContract {
    @Override
    EventSource open(EventSink sink, ThreadFactory threads) {
        return assertInstanceOf(InotifySource.Source.class, InotifySource.open(sink, threads))
                .source();
    }
}
