package org.reactord.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.reactord.contact.Places;
import org.reactord.control.ControlDirectory;
import org.reactord.control.Words;

/** Whether the daemon runs, and if it does not answer, what has become of it. */
final class DaemonCheck implements Check {
    private static final String STOPPED = "Tt";
    private static final String START = "start it: reactorctl server";

    private final Patient patient;
    private final Places places;

    DaemonCheck(Patient patient) {
        this.patient = patient;
        this.places = patient.places();
    }

    @Override
    public String name() {
        return "daemon";
    }

    @Override
    public void look(Findings findings) {
        String where = places.socket().told();
        if (patient.asked() instanceof Asked.Answered answered) {
            answered(answered.report(), where, findings);
        } else if (patient.asked() instanceof Asked.Silent) {
            silent(where, findings);
        } else if (patient.asked() instanceof Asked.Refused refused) {
            boolean misplaced = ControlDirectory.trouble(places, patient.uid()).isPresent();
            findings.fail(
                    refused.reason(),
                    misplaced
                            ? "see to the socket directory first"
                            : "ask as the user who runs it, with a reactorctl of the same version");
        } else {
            absent(where, findings);
        }
    }

    private void answered(DaemonReport daemon, String where, Findings findings) {
        if (!daemon.version().equals(patient.version())) {
            findings.warn(
                    "it runs version " + daemon.version() + ", and this is " + patient.version(),
                    "start it again: reactorctl shutdown, then reactorctl server (or restart its service)");
        }
        if (daemon.degraded()) {
            findings.warn("its status says that something needs attention", "see what: reactorctl status");
        }
        String lost = daemon.overflows() == 0
                ? ""
                : "; events were lost " + Words.count(daemon.overflows(), "time") + " and found again by comparing";
        findings.ok("runs (pid " + daemon.pid() + "), version " + daemon.version() + ", "
                + Words.count(daemon.rules().size(), "rule") + ", at " + where + lost);
    }

    private void silent(String where, Findings findings) {
        OptionalLong pid = holder();
        String who = pid.isPresent() ? " (pid " + pid.getAsLong() + ")" : "";
        boolean stopped = pid.isPresent()
                && patient.machine()
                        .state(pid.getAsLong())
                        .filter(STOPPED::contains)
                        .isPresent();
        if (stopped) {
            findings.fail(
                    "it is stopped by a signal or a debugger" + who + ", so it does nothing; its socket is at " + where,
                    "let it go on: kill -CONT " + pid.getAsLong());
        } else {
            findings.fail(
                    "it" + who + " does not answer at " + where,
                    pid.isPresent()
                            ? "see in its log what it does: kill -QUIT " + pid.getAsLong()
                                    + " has every thread listed on its standard output; if it never comes back, kill -9 "
                                    + pid.getAsLong() + " loses nothing"
                            : "find out who listens there: ss -xlp");
        }
    }

    private void absent(String where, Findings findings) {
        OptionalLong pid = holder();
        Path socket = places.socket().path();
        boolean left = Files.exists(socket, LinkOption.NOFOLLOW_LINKS);
        if (Files.isRegularFile(socket, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(socket)) {
            findings.fail(
                    "none listens at " + where + ", which is no socket",
                    "name a socket with REACTOR_SOCKET or --socket, not a file");
            return;
        }
        if (pid.isPresent()) {
            findings.warn(
                    "one has begun (pid " + pid.getAsLong() + ") and does not listen at " + where
                            + " yet, or not any more",
                    "ask again in a minute; if this stays so, its log says why");
            return;
        }
        String elsewhere = elsewhere();
        findings.warn(
                left
                        ? "none listens at " + where + ": the socket is stale, of a daemon that was killed"
                        : "none runs: there is no socket at " + where,
                elsewhere.isEmpty() ? START + (left ? " (it replaces the socket)" : "") : elsewhere);
    }

    /** Who has the lock: the process that it names, if that still has the file open. Nobody's lock is tried for that. */
    private OptionalLong holder() {
        Machine machine = patient.machine();
        Path lock = places.lock();
        String named = machine.text(lock.toAbsolutePath().toString())
                .flatMap(text -> text.lines().findFirst())
                .orElse("");
        if (!named.matches("[1-9][0-9]{0,9}")) {
            return OptionalLong.empty();
        }
        String files = "proc/" + named + "/fd";
        boolean has = machine.names(files).stream()
                .map(fd -> machine.link(files + "/" + fd))
                .flatMap(Optional::stream)
                .anyMatch(open -> isSame(Path.of(open), lock));
        return has ? OptionalLong.of(Long.parseLong(named)) : OptionalLong.empty();
    }

    private static boolean isSame(Path open, Path lock) {
        return open.endsWith(lock.getFileName()) && open.equals(real(lock));
    }

    private static Path real(Path lock) {
        try {
            return lock.toRealPath();
        } catch (IOException gone) {
            return lock;
        }
    }

    /** Advice if a socket lies where a daemon with another environment would have put it. */
    private String elsewhere() {
        Set<Path> usual = new LinkedHashSet<>();
        if (patient.isRoot()) {
            usual.add(Path.of("/run/reactor/control.sock"));
        } else {
            patient.variable("XDG_RUNTIME_DIR")
                    .ifPresent(runtime -> usual.add(Path.of(runtime, "reactor/control.sock")));
            usual.add(Path.of("/run/user/" + patient.uid() + "/reactor/control.sock"));
            usual.add(Path.of("/tmp/reactor-" + patient.uid() + "/control.sock"));
        }
        usual.remove(places.socket().path());
        return usual.stream()
                .filter(Files::exists)
                .findFirst()
                .map(socket ->
                        "there is a socket at " + Quoting.path(socket) + ", where one is with another environment:"
                                + " reactorctl --socket " + Quoting.quoted(socket) + " doctor asks it; or " + START)
                .orElse("");
    }
}
