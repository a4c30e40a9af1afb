package org.reactord.source;

import java.util.concurrent.ThreadFactory;
import org.reactord.source.portable.PortableSources;

@Backend(can = {})
class PortableSourceTest extends EventSourceContract {
    @Override
    EventSource open(EventSink sink, ThreadFactory threads) {
        return PortableSources.open(sink, threads);
    }
}
