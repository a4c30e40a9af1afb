package org.reactord.exec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.reactord.event.SafeText;
import org.reactord.files.PathBytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that one stream of a child is written to as it comes. It is bounded, and a disk that is full cuts it; either
 * way its last line says so, and the child hears nothing of it.
 */
final class OutputFile {
    /** More than this nobody reads in a message, and a rule that fails for ever must not fill the disk. */
    static final long MOST = 64L * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(OutputFile.class);

    private final String label;
    private final Path path;
    private final FileChannel file;
    private final long most;
    private long written;
    private boolean cut;

    OutputFile(String label, Path path, FileChannel file, long most) {
        this.label = label;
        this.path = path;
        this.file = file;
        this.most = most;
    }

    Path path() {
        return path;
    }

    /** Takes all that remains in the buffer. */
    void write(ByteBuffer bytes) {
        if (cut) {
            return;
        }
        int room = (int) Math.min(bytes.remaining(), most - written);
        try {
            append(bytes.slice().limit(room));
            if (bytes.remaining() > room) {
                cut("there was more than " + most / 1024 + " KiB");
            }
        } catch (IOException refused) {
            cut(SafeText.ofText(String.valueOf(refused.getMessage())));
        }
    }

    private void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            written += file.write(bytes, written);
        }
    }

    private void cut(String reason) {
        cut = true;
        LOG.warn("{}: {} is cut after {} bytes: {}", label, PathBytes.of(path), written, reason);
        byte[] line = ("\n[reactor: cut here: " + reason + "]\n").getBytes(StandardCharsets.UTF_8);
        try {
            // In place of the last bytes: there, room is needed for nothing.
            written = Math.max(0, written - line.length);
            append(ByteBuffer.wrap(line));
        } catch (IOException full) {
            LOG.debug("{}: {} cannot say so itself: {}", label, PathBytes.of(path), full.toString());
        }
    }

    void close() {
        try {
            file.close();
        } catch (IOException late) {
            LOG.debug("{}: {}: {}", label, PathBytes.of(path), late.toString());
        }
    }
}
