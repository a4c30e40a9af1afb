package org.reactord.source.system;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.reactord.event.SystemKind;
import org.reactord.natives.Errno;
import org.reactord.natives.EventFd;
import org.reactord.natives.Fd;
import org.reactord.natives.Natives;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemSink;
import org.reactord.source.SystemSource;
import org.reactord.source.SystemState;
import org.reactord.threads.Ends;

/** Begins its thread when something is first asked for. */
final class PolledSystemSource implements SystemSource {
    private final SystemSink sink;
    private final ThreadFactory threads;
    private final SystemLoop.Maker maker;
    private @Nullable SystemLoop loop;
    private @Nullable Thread thread;
    private int wakeUp;
    private boolean closed;

    PolledSystemSource(SystemSink sink, ThreadFactory threads, SystemLoop.Maker maker) {
        this.sink = sink;
        this.threads = threads;
        this.maker = maker;
    }

    @Override
    public void watch(Collection<SystemRequest> requests, Runnable armed) {
        if (loop == null && !requests.isEmpty()) {
            begin(requests);
        }
        if (loop == null) {
            armed.run();
        } else {
            loop.watch(requests, armed);
        }
    }

    @Override
    public void handled(SystemKind kind) {
        if (loop != null) {
            loop.handled(kind);
        }
    }

    private void begin(Collection<SystemRequest> requests) {
        int counter = Natives.unavailable().isPresent() ? -Errno.ENOSYS : EventFd.create();
        if (counter < 0) {
            String why = Natives.unavailable().orElseGet(() -> "eventfd: " + Errno.message(counter));
            requests.forEach(request -> sink.systemChanged(SystemState.unavailable(request.kind(), why)));
            return;
        }
        wakeUp = counter;
        loop = new SystemLoop(counter, sink, maker);
        thread = threads.newThread(loop);
        thread.setName("source:system");
        thread.start();
    }

    @Override
    public void close() {
        if (closed || loop == null || thread == null) {
            return;
        }
        closed = true;
        loop.close();
        thread.interrupt(); // it may be waiting for room
        Ends.await(List.of(thread), () -> Fd.close(wakeUp));
    }
}
