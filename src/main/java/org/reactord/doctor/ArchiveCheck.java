package org.reactord.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;
import org.reactord.files.ClassArchive;

/** Whether client and daemon start from an archive of loaded classes; a JVM that passes over one says nothing of it. */
final class ArchiveCheck implements Check {
    static final String NAME = "class archive";
    private static final String RESTART =
            "start the daemon again: reactorctl shutdown, then reactorctl server (or restart its service)";

    private final Patient patient;
    private final Optional<Installation> installation;
    private final LongFunction<Optional<Instant>> began;

    /** Looks at an installation; {@code began} says when a process did. */
    ArchiveCheck(Patient patient, Optional<Installation> installation, LongFunction<Optional<Instant>> began) {
        this.patient = patient;
        this.installation = installation;
        this.began = began;
    }

    /** When a process of this system began. */
    static Optional<Instant> began(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void look(Findings findings) {
        Optional<String> maps = patient.machine().text("proc/self/maps");
        if (installation.isEmpty() || maps.isEmpty()) {
            findings.ok("not known: " + (maps.isEmpty() ? "this system does not tell" : "this is no packaged reactor"));
            return;
        }
        Installation tree = installation.get();
        boolean daemon = patient.daemon().isPresent();
        boolean theirs =
                patient.daemon().map(DaemonReport::classArchive).orElse("").isEmpty();
        if (ClassArchive.in(maps.get()).isEmpty()) {
            findings.warn(reason(tree) + "; reactorctl and the daemon start more slowly than they could", tree.mend());
        } else if (daemon && theirs) {
            boolean since =
                    isNewer(tree, patient.daemon().map(DaemonReport::pid).orElse(0L));
            findings.warn(
                    "the daemon was started without one" + (since ? ", before there was one that fits" : ""),
                    since ? RESTART : tree.mend() + "; then " + RESTART);
        } else {
            findings.ok("in use" + (daemon ? ", by the daemon too" : "") + ", from " + tree.archives());
        }
    }

    private static String reason(Installation tree) {
        Optional<String> made = tree.madeFor();
        if (made.isEmpty()) {
            return "none was made";
        }
        return made.get().equals(tree.wanted())
                ? "what is in " + tree.archives() + " does not fit: reactor or its Java was replaced since it was"
                        + " made, or it is damaged"
                : "what is in " + tree.archives() + " was made for Java " + made.get() + ", and this is "
                        + tree.wanted();
    }

    /** Whether the archives were made when the daemon ran already. */
    private boolean isNewer(Installation tree, long pid) {
        try {
            Instant made =
                    Files.getLastModifiedTime(tree.archives().resolve("java")).toInstant();
            return began.apply(pid).filter(made::isAfter).isPresent();
        } catch (IOException none) {
            return false;
        }
    }
}
