package org.reactord.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.reactord.files.PathBytes;

/** Where stores come from. */
public final class Stores {
    static final FileAttribute<Set<PosixFilePermission>> FOR_US_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Stores() {}

    /** What became of opening a state directory. */
    public sealed interface Result {
        /** The end of it as a sentence. */
        String describe();
    }

    /**
     * It is open, locked and read, and its thread is at work.
     *
     * @param runDirectory for files that tell running commands about their jobs; nothing in it outlives a restart
     * @param attempts for notes of the commands that run, which tell the next daemon of them
     */
    public record Opened(Store store, Path runDirectory, Path attempts) implements Result {
        @Override
        public String describe() {
            return "the state directory is open";
        }
    }

    /**
     * Another daemon has it.
     *
     * @param pid that daemon's process id; 0 if it has not written it yet
     */
    public record InUse(Path directory, long pid) implements Result {
        @Override
        public String describe() {
            String whose = pid == 0 ? "another daemon" : "the daemon with pid " + pid;
            return "the state directory " + PathBytes.of(directory) + " is in use by " + whose;
        }
    }

    /** It cannot be made, read or written. */
    public record CannotOpen(Path directory, String reason) implements Result {
        @Override
        public String describe() {
            return "the state directory " + PathBytes.of(directory) + " cannot be used: " + reason;
        }
    }

    /**
     * Opens the state directory, which is made with its parents if need be.
     *
     * @param listener called on the thread {@code store}
     * @param threads makes that thread
     */
    public static Result open(Path stateDirectory, StoreListener listener, ThreadFactory threads) {
        Path directory = stateDirectory.toAbsolutePath();
        Path run = directory.resolve("run");
        Path attempts = directory.resolve("attempts");
        try {
            Files.createDirectories(directory, FOR_US_ALONE);
            StateLock.Result lock = StateLock.take(directory.resolve("lock"));
            if (lock instanceof StateLock.Taken taken) {
                Files.createDirectories(run, FOR_US_ALONE);
                Files.createDirectories(attempts, FOR_US_ALONE);
                return new Opened(FileStore.open(directory, taken.lock(), listener, threads), run, attempts);
            }
            long pid = lock instanceof StateLock.HeldBy other ? other.pid() : 0;
            return new InUse(directory, pid);
        } catch (IOException failed) {
            return new CannotOpen(directory, Reasons.of(failed));
        }
    }
}
