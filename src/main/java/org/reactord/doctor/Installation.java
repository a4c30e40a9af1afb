package org.reactord.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The packaged tree that this program was started from.
 *
 * @param lib where its jars are
 * @param java as bin/reactorctl has found it: a path, or {@code runtime} for the one that is part of the tree
 */
public record Installation(Path lib, String java) {
    /** Of this process; empty if bin/reactorctl has not started it. */
    public static Optional<Installation> ofProcess() {
        String java = System.getProperty("reactor.java", "");
        Path lib = Path.of(System.getProperty("java.class.path", ""))
                .toAbsolutePath()
                .normalize()
                .getParent();
        return java.isEmpty() || lib == null ? Optional.empty() : Optional.of(new Installation(lib, java));
    }

    /** The same; empty also where nothing is there that makes archives. */
    static Optional<Installation> withArchives() {
        return ofProcess().filter(tree -> Files.isExecutable(tree.lib.resolve("make-archives")));
    }

    /** {@code bin/reactorctl}. */
    public Path launcher() {
        return lib.resolveSibling("bin").resolve("reactorctl");
    }

    Path archives() {
        return lib.resolve("archives");
    }

    /** The Java that the archives there are were made for, as make-archives has noted it; empty if there are none. */
    Optional<String> madeFor() {
        try {
            return Files.readString(archives().resolve("java")).lines().findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** What {@link #madeFor} is if they were made for the Java of this process. */
    String wanted() {
        return Runtime.version().feature() + " " + java;
    }

    boolean isWritable() {
        return Files.isWritable(Files.isDirectory(archives()) ? archives() : lib);
    }

    /** The command that has the archives made anew, by whoever may. */
    String mend() {
        if (isWritable()) {
            return "reactorctl doctor --fix";
        }
        String home = System.getenv("JAVA_HOME");
        String which = home == null || !java.startsWith(home) ? "" : "JAVA_HOME=" + Quoting.quoted(Path.of(home)) + " ";
        return "sudo " + which + Quoting.quoted(launcher()) + " doctor --fix";
    }
}
