package org.reactord.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The archive of loaded classes that {@code lib/make-archives} makes, so that daemon and client start quickly. A JVM
 * passes over one that does not fit and says nothing; only what it has mapped tells. See {@code info} and {@code doctor}
 * in reactorctl(1).
 */
public final class ClassArchive {
    /** Where they lie in an installation; the JDK's own lies elsewhere. */
    private static final String PLACE = "/lib/archives/";

    /** Of an archive that was made anew since: this process still has the one it started with. */
    private static final String REPLACED = " (deleted)";

    private static final Path MAPS = Path.of("/proc/self/maps");

    private ClassArchive() {}

    /** The one that this process uses; empty also where the system does not tell. */
    public static Optional<String> ofProcess() {
        try (InputStream maps = Files.newInputStream(MAPS)) {
            return in(new String(maps.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException noProc) {
            return Optional.empty();
        }
    }

    /** The one that is mapped according to the maps of a process, proc_pid_maps(5). */
    public static Optional<String> in(String maps) {
        return maps.lines()
                .filter(line -> line.contains(PLACE))
                .map(line -> line.substring(line.indexOf('/')))
                .map(path -> path.endsWith(REPLACED) ? path.substring(0, path.length() - REPLACED.length()) : path)
                .filter(path -> path.endsWith(".jsa") || path.endsWith(".aot"))
                .findFirst();
    }
}
