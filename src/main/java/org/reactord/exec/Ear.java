package org.reactord.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.reactord.job.Output;
import org.reactord.job.WholeOutput;

/** Reads one stream of a child to its end, on a thread of its own; another asks what was heard when the child has ended. */
final class Ear implements Runnable {
    private static final int BUFFER_SIZE = 16 * 1024;

    private final InputStream stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Tail tail = new Tail(Output.KEPT);
    private final Optional<OutputFile> file;
    private boolean over;

    /**
     * @param file what also gets all that is heard
     */
    Ear(InputStream stream, Optional<OutputFile> file) {
        this.stream = stream;
        this.file = file;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[BUFFER_SIZE];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                put(ByteBuffer.wrap(buffer, 0, count));
            }
        } catch (IOException broken) {
            // There is nothing more to hear.
            return;
        }
    }

    private void put(ByteBuffer bytes) {
        lock.lock();
        try {
            if (!over) {
                file.ifPresent(all -> all.write(bytes.duplicate()));
                tail.put(bytes);
            }
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
    private record Heard(byte[] bytes, long total) {}

    /** What was heard up to now; what comes later is of no interest. */
    private Heard end() {
        lock.lock();
        try {
            over = true;
            file.ifPresent(OutputFile::close);
            return new Heard(tail.bytes(), tail.total());
        } finally {
            lock.unlock();
        }
    }

    static Output output(Ear out, Ear err, Optional<WholeOutput> whole) {
        Heard stdout = out.end();
        Heard stderr = err.end();
        return new Output(stdout.bytes(), stderr.bytes(), stdout.total(), stderr.total(), whole);
    }
}
