package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.concurrent.ThreadFactory;
import org.reactord.source.inotify.InotifySources;

@Backend(
        can = {
            Capability.CLOSE_WRITE,
            Capability.EXACT_ATTRIBUTES,
            Capability.MOVES,
            Capability.MOVED_OUT_DIRECTORIES,
            Capability.CHANGED_DIRECTORIES
        })
class InotifySourceTest extends EventSourceContract {
    @Override
    EventSource open(EventSink sink, ThreadFactory threads) {
        return assertInstanceOf(InotifySources.Source.class, InotifySources.open(sink, threads))
                .source();
    }
}
