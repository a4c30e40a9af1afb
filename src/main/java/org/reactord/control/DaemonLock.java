package org.reactord.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A locked file (fcntl(2), F_SETLK) that says who holds it.
 *
 * <p>It is removed while it is still locked, so whoever opened it before and gets the lock afterwards holds a file that
 * has no name any more, and begins anew: the file that the name led to before it was opened and the one that it leads to
 * once the lock is held must be the same. (The JDK cannot ask a channel for its inode.)
 *
 * <p>The process must open the file in no other way while it holds the lock: closing any descriptor of a file drops all
 * of the process's locks on it.
 */
final class DaemonLock {
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int TRIES = 200;
    private static final int LONGEST_TEXT = 4096;

    private final Path path;
    private @Nullable FileChannel held;
    private String holder = "";

    DaemonLock(Path path) {
        this.path = path;
    }

    /** False if another process has it; then {@link #holder} knows which. */
    boolean take(String socket) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            switch (attempt()) {
                case TAKEN -> {
                    sign(socket);
                    return true;
                }
                case HELD -> {
                    return false;
                }
                case CHANGED -> LockSupport.parkNanos(PATIENCE_NANOS);
            }
        }
        return false;
    }

    /** The process that has it, if it had written so. */
    OptionalLong holder() {
        String first = holder.lines().findFirst().orElse("");
        return first.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(first)) : OptionalLong.empty();
    }

    private enum Attempt {
        TAKEN,
        HELD,
        /** The file came or went meanwhile, or its holder has not yet said who it is: look again. */
        CHANGED
    }

    private Attempt attempt() throws IOException {
        make();
        Object before = identity();
        if (before == null) {
            return Attempt.CHANGED;
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(path, options(StandardOpenOption.READ));
        } catch (NoSuchFileException gone) {
            return Attempt.CHANGED;
        }
        if (!tryLock(channel)) {
            holder = read(channel);
            channel.close();
            return holder().isPresent() ? Attempt.HELD : Attempt.CHANGED;
        }
        if (!Objects.equals(before, identity())) {
            channel.close();
            return Attempt.CHANGED;
        }
        held = channel;
        return Attempt.TAKEN;
    }

    /** Makes the file, unless it is there. */
    private void make() throws IOException {
        try {
            FileChannel.open(
                            path,
                            options(StandardOpenOption.CREATE_NEW),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    .close();
        } catch (FileAlreadyExistsException there) {
            // Somebody's, or left behind: the lock tells.
        }
    }

    private static Set<OpenOption> options(OpenOption mode) {
        return Set.of(mode, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private @Nullable Object identity() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ourOwn) {
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_TEXT);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
    }

    private void sign(String socket) throws IOException {
        FileChannel channel = Objects.requireNonNull(held);
        String text = ProcessHandle.current().pid() + "\n" + socket + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try {
            channel.truncate(0);
            while (bytes.hasRemaining()) {
                channel.write(bytes, bytes.position());
            }
        } catch (IOException full) {
            release();
            throw full;
        }
    }

    /** Removes the file and gives the lock back; nothing happens if it is not held. */
    void release() {
        FileChannel channel = held;
        if (channel == null) {
            return;
        }
        held = null;
        try {
            Files.deleteIfExists(path);
            channel.close();
        } catch (IOException stays) {
            // The kernel gives the lock back with the process, and a file that nobody holds is harmless.
        }
    }
}
