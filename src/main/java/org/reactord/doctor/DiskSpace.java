package org.reactord.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.reactord.control.Words;
import org.reactord.files.PathBytes;
import org.reactord.natives.FileSystems;
import org.reactord.natives.Natives;
import org.reactord.source.inotify.SharedFileSystems;

/**
 * How much room there is where a path lies, and on what.
 *
 * @param type of the file system, as proc_pid_mountinfo(5) has it
 * @param usable bytes that who asks may still write
 * @param inodes in all; 0 where they are made as needed, or nobody can say
 */
record DiskSpace(String type, long usable, boolean readOnly, long inodes, long freeInodes) {
    /** With less, a file that is a little larger than small does not fit. */
    static final long FULL = 1024 * 1024;

    private static final long SCARCE = 16 * FULL;
    private static final long FEW_INODES = 64;

    /** Empty if there is nothing at the path, or it may not be looked at. */
    static Optional<DiskSpace> at(Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            byte[] bytes = PathBytes.of(path.toAbsolutePath()).bytes();
            boolean counts = Natives.unavailable().isEmpty();
            return Optional.of(new DiskSpace(
                    store.type(),
                    store.getUsableSpace(),
                    store.isReadOnly(),
                    counts ? Math.max(0, FileSystems.inodes(bytes)) : 0,
                    counts ? Math.max(0, FileSystems.freeInodes(bytes)) : 0));
        } catch (IOException unreachable) {
            return Optional.empty();
        }
    }

    /** Whether others than this kernel may change what lies there, so that it has to be polled. */
    boolean isShared() {
        return SharedFileSystems.has(type);
    }

    /** Whether all is gone with the next boot. */
    boolean isMemory() {
        return type.equals("tmpfs") || type.equals("ramfs");
    }

    boolean isFull() {
        return usable < FULL || (inodes > 0 && freeInodes == 0);
    }

    boolean isScarce() {
        return usable < SCARCE || (inodes > 0 && freeInodes < FEW_INODES);
    }

    /** {@code ext4, 3.4 GiB free}; inodes where they are the scarce thing. */
    String describe() {
        String few = inodes > 0 && freeInodes < FEW_INODES ? ", " + Words.count(freeInodes, "inode") + " free" : "";
        return type + ", " + Words.bytes(usable) + " free" + few;
    }

    /** What to do where there is not enough. */
    String advice(Path path) {
        boolean outOfInodes = inodes > 0 && freeInodes < FEW_INODES;
        return outOfInodes
                ? "remove many small files: df -i " + Quoting.quoted(path)
                : "make room: df -h " + Quoting.quoted(path);
    }
}
