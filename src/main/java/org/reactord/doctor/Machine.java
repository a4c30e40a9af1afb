package org.reactord.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.reactord.files.Environ;

/**
 * What the system tells of itself in files: below /proc, /sys, /run and /var. What cannot be read is simply not known.
 *
 * @param root where these directories are
 */
record Machine(Path root) {
    static final String SELF = "self";

    /** A limit that is none. */
    static final long UNLIMITED = Long.MAX_VALUE;

    private static final int PIECE = 64 * 1024;
    private static final Machine THIS = new Machine(Path.of("/"));

    /** The one that this runs on. */
    static Machine ofProcess() {
        return THIS;
    }

    /** A path that is written without its first slash. */
    Path at(String path) {
        return root.resolve(path);
    }

    boolean has(String path) {
        return Files.exists(at(path));
    }

    Optional<String> text(String path) {
        // Not Files.readAllBytes: it begins with a single byte where the size is said to be 0, and a limit in /proc/sys
        // that
        // is not read at once is cut off there.
        try (InputStream in = Files.newInputStream(at(path))) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read > 0; read = in.read(piece)) {
                all.write(piece, 0, read);
            }
            return Optional.of(all.toString(StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    OptionalLong number(String path) {
        return text(path).map(String::strip).map(Machine::parsed).orElse(OptionalLong.empty());
    }

    private static OptionalLong parsed(String digits) {
        return digits.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    /** The variables that a process was started with, one char a byte; none if it may not be asked. */
    Map<String, String> environment(String pid) {
        return Environ.variables(text("proc/" + pid + "/environ").orElse("").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A soft limit of a process, by the name that proc_pid_limits(5) has for it. */
    OptionalLong limit(String pid, String name) {
        return text("proc/" + pid + "/limits")
                .flatMap(
                        all -> all.lines().filter(line -> line.startsWith(name)).findFirst())
                .map(line -> line.substring(name.length()).strip().split(" +", -1)[0])
                .map(soft -> soft.equals("unlimited") ? OptionalLong.of(UNLIMITED) : parsed(soft))
                .orElse(OptionalLong.empty());
    }

    /** The letter of a process's state, proc_pid_stat(5); empty if there is no such process. */
    Optional<String> state(long pid) {
        return text("proc/" + pid + "/stat")
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 1).strip())
                .filter(rest -> !rest.isEmpty())
                .map(rest -> rest.substring(0, 1));
    }

    /** The names in a directory. */
    List<String> names(String directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(at(directory))) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (IOException | DirectoryIteratorException unreadable) {
            return names;
        }
        return names;
    }

    /** The processes of a user. */
    List<String> processesOf(long uid) {
        return names("proc").stream()
                .filter(name -> parsed(name).isPresent())
                .filter(pid -> belongsTo(at("proc/" + pid), uid))
                .toList();
    }

    private static boolean belongsTo(Path path, long uid) {
        try {
            return Files.getAttribute(path, "unix:uid") instanceof Integer owner
                    && Integer.toUnsignedLong(owner) == uid;
        } catch (IOException gone) {
            return false;
        }
    }

    /** What a descriptor of a process, or another link, leads to. */
    Optional<String> link(String path) {
        try {
            return Optional.of(Files.readSymbolicLink(at(path)).toString());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
