package org.reactord.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Brings to the disk what must be there before the next step (fsync(2)). */
final class Durable {
    /** How the name begins of a file that is being written to take another's place. */
    private static final String ASIDE = ".new-";

    static final FileAttribute<Set<PosixFilePermission>> FOR_US_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** As much as any file here takes at the least, whatever the size of a block. */
    private static final int PROBE = 4096;

    private Durable() {}

    /** What writes the content of a file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Gives a file this content: written aside, synced, renamed, and its directory synced. Until then it has the old one,
     * and if it fails it keeps that.
     */
    static void replace(Path directory, String name, Content content) throws IOException {
        Path aside = directory.resolve(ASIDE + name);
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(aside);
            Files.createFile(aside, FOR_US_ALONE);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside))) {
                content.writeTo(out);
            }
            file(aside);
            Files.move(aside, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            Files.deleteIfExists(aside);
            throw failed;
        }
        directory(directory);
    }

    /** Fails if a directory takes no new file with something in it; leaves none. */
    static void probe(Path directory) throws IOException {
        Path aside = directory.resolve(ASIDE + "probe");
        try {
            Files.createDirectories(directory);
            Files.write(aside, new byte[PROBE]);
            file(aside);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** What is in a directory; what somebody was writing aside when he was killed is removed. */
    static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path file : all) {
                if (file.getFileName().toString().startsWith(ASIDE)) {
                    Files.deleteIfExists(file);
                } else {
                    files.add(file);
                }
            }
        }
        return files;
    }

    /** The content of a file. */
    static void file(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.force(true);
        }
    }

    /** The names in a directory. */
    static void directory(Path path) throws IOException {
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
