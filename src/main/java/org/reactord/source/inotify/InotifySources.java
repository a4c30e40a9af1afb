package org.reactord.source.inotify;

import java.util.concurrent.ThreadFactory;
import org.reactord.natives.Errno;
import org.reactord.natives.Natives;
import org.reactord.source.EventSink;
import org.reactord.source.EventSource;

/** Opens the native source. */
public final class InotifySources {
    /** What {@link #open} leads to. */
    public sealed interface Opened {}

    /** It works here. */
    public record Source(EventSource source) implements Opened {}

    /** It does not, for a reason that a person can read. */
    public record Unavailable(String reason) implements Opened {}

    private InotifySources() {}

    /**
     * Opens the source. Its threads come from the factory and end with {@link EventSource#close}.
     *
     * <p>Where the user has no inotify instance left it opens all the same: trees are compared now and then, say that
     * they are degraded, and are watched as soon as an instance can be had.
     */
    public static Opened open(EventSink sink, ThreadFactory threads) {
        return open(sink, threads, Pace.NORMAL);
    }

    static Opened open(EventSink sink, ThreadFactory threads, Pace pace) {
        if (Natives.unavailable().isPresent()) {
            return new Unavailable(Natives.unavailable().get());
        }
        Input input = new Input(System::nanoTime);
        Reader reader;
        try {
            reader = Reader.open(input);
        } catch (Reader.NoDescriptors none) {
            return new Unavailable(String.valueOf(none.getMessage()));
        }
        Kernel kernel = new Kernel();
        int answer = kernel.open();
        if (answer < 0 && answer != -Errno.EMFILE) {
            reader.free();
            return new Unavailable("inotify: " + Errno.message(answer));
        }
        if (kernel.isOpen()) {
            reader.readFrom(kernel.fd());
        }
        Worker worker = new Worker(sink, input, reader, kernel, pace, System::nanoTime);
        return new Source(InotifySource.begin(kernel, reader, worker, threads));
    }
}
