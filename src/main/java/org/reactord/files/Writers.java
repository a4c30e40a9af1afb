package org.reactord.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reactord.event.BytePath;
import org.reactord.event.SafeText;

/**
 * Who has a file open for writing, as far as {@code /proc} tells (proc_pid_fd(5), proc_pid_fdinfo(5)): of processes of other
 * users it tells root alone, and one that has opened the file under another name is not found.
 */
public final class Writers {
    private static final Path PROC = Path.of("/proc");
    private static final String FLAGS = "flags:";
    /** O_WRONLY and O_RDWR of fcntl.h. */
    private static final int WRITES = 3;

    private Writers() {}

    /**
     * A process.
     *
     * @param program the name that the kernel gives it, safe for a terminal
     */
    public record Writer(long pid, String program) {}

    /** Those that have it open now. Blocks; takes as long as there are open files in the system. */
    public static List<Writer> of(BytePath path) {
        List<Writer> writers = new ArrayList<>();
        for (Path process : entries(PROC, "[1-9]*")) {
            for (Path descriptor : entries(process.resolve("fd"), "*")) {
                if (leadsTo(descriptor, path) && writes(process, descriptor)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    writers.add(new Writer(pid, program(process)));
                    break;
                }
            }
        }
        return writers;
    }

    private static List<Path> entries(Path directory, String glob) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
            stream.forEach(entries::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException gone) {
            return entries; // it has ended, or is somebody else's
        }
        return entries;
    }

    private static boolean leadsTo(Path descriptor, BytePath path) {
        try {
            return PathBytes.of(Files.readSymbolicLink(descriptor)).equals(path);
        } catch (IOException | IllegalArgumentException gone) {
            return false;
        }
    }

    private static boolean writes(Path process, Path descriptor) {
        try {
            Path told = process.resolve("fdinfo").resolve(descriptor.getFileName());
            for (String line : Files.readAllLines(told, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(FLAGS)) {
                    long flags = Long.parseLong(line.substring(FLAGS.length()).trim(), 8);
                    return (flags & WRITES) != 0;
                }
            }
        } catch (IOException | NumberFormatException gone) {
            return false;
        }
        return false;
    }

    private static String program(Path process) {
        try {
            return SafeText.ofBytes(Files.readAllBytes(process.resolve("comm"))).replace("\\n", "");
        } catch (IOException gone) {
            return "?";
        }
    }
}
