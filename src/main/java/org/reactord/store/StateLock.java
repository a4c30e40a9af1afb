package org.reactord.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a daemon the only one of its state directory. The kernel lets go of the lock when its process ends, however that
 * happens, so the file itself means nothing and stays.
 */
final class StateLock {
    private static final Set<StandardOpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private static final int PID_SIZE = 32;

    sealed interface Result {}

    record Taken(StateLock lock) implements Result {}

    record HeldBy(long pid) implements Result {}

    private final FileChannel file;

    private StateLock(FileChannel file) {
        this.file = file;
    }

    static Result take(Path path) throws IOException {
        FileChannel file = FileChannel.open(
                path, OPTIONS, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        boolean kept = false;
        try {
            if (lock(file) == null) {
                return new HeldBy(pidIn(file));
            }
            writePid(file);
            kept = true;
            return new Taken(new StateLock(file));
        } finally {
            if (!kept) {
                file.close();
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException thisVeryProcess) {
            return null;
        }
    }

    /** For a person who asks; a disk too full to say it is no reason not to start. */
    private static void writePid(FileChannel file) {
        try {
            file.truncate(0);
            String pid = ProcessHandle.current().pid() + "\n";
            file.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException full) {
            return;
        }
    }

    private static long pidIn(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(PID_SIZE);
        file.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    void release() {
        try {
            file.close();
        } catch (IOException closedAllTheSame) {
            return;
        }
    }
}
