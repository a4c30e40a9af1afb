package org.reactord.exec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.reactord.event.BytePath;
import org.reactord.event.SafeText;

/** Finds the program that a name means, as execvp(3) does, but along the PATH of the child and from its directory. */
final class Programs {
    /** Where to look if the child has no PATH. */
    static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private Programs() {}

    /**
     * Where the program may be, at least one place, in the order in which to try; all absolute.
     *
     * @param path the child's PATH, one char a byte
     * @param isFile says whether there is a file, or a link that leads to one, and no directory
     * @throws NotStarted if there is no such file anywhere
     */
    static List<BytePath> candidates(byte[] name, Optional<String> path, BytePath cwd, Predicate<BytePath> isFile)
            throws NotStarted {
        if (name.length == 0) {
            throw NotStarted.lasting("the name of its program is empty");
        }
        if (hasNul(name)) {
            throw NotStarted.lasting("the name of its program holds a NUL byte");
        }
        BytePath program = BytePath.of(name);
        String raw = new String(name, StandardCharsets.ISO_8859_1);
        if (raw.indexOf('/') >= 0) {
            return List.of(cwd.resolve(program));
        }
        String where = path.orElse(DEFAULT_PATH);
        List<BytePath> found = new ArrayList<>();
        for (String directory : where.split(":", -1)) {
            BytePath candidate = inDirectory(directory, cwd).resolve(program);
            if (isFile.test(candidate)) {
                found.add(candidate);
            }
        }
        if (found.isEmpty()) {
            throw NotStarted.lasting("there is no program '" + program + "' in its PATH ("
                    + SafeText.ofBytes(where.getBytes(StandardCharsets.ISO_8859_1)) + ")");
        }
        return found;
    }

    /** An empty entry of PATH is the working directory (exec(3)). */
    private static BytePath inDirectory(String entry, BytePath cwd) {
        return entry.isEmpty() ? cwd : cwd.resolve(BytePath.of(entry.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static boolean hasNul(byte[] bytes) {
        for (byte one : bytes) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }
}
