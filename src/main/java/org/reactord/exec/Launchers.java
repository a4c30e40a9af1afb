package org.reactord.exec;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.reactord.natives.Errno;
import org.reactord.natives.EventFd;
import org.reactord.natives.Fd;
import org.reactord.natives.Natives;
import org.reactord.natives.Processes;
import org.reactord.natives.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where launchers come from. */
public final class Launchers {
    private static final Logger LOG = LoggerFactory.getLogger(Launchers.class);

    private Launchers() {}

    /**
     * The best launcher that works here, at work already: over the system's own calls, or else over the JDK's.
     *
     * @param runDirectory for what commands are told in files; made if need be, and what an earlier daemon left in it is
     *     removed, so it must belong to this daemon alone
     * @param attempts for the notes of what runs, which the next daemon reads if this one dies; made if need be
     * @param listener called on threads of the launcher, for one attempt by one at a time
     * @param around what commands inherit besides what the daemon was started with
     * @param threads makes them
     */
    public static Launcher open(
            Path runDirectory, Path attempts, LaunchListener listener, Surroundings around, ThreadFactory threads) {
        Optional<String> missing = Natives.unavailable().or(Launchers::missingCall);
        int wake = missing.isPresent() ? 0 : EventFd.create();
        if (missing.isPresent() || wake < 0) {
            String reason = missing.orElseGet(() -> "no counter to wake its thread: " + Errno.message(wake));
            LOG.warn("the native launcher does not work here ({}); the JDK's is used instead", reason);
            return portable(runDirectory, attempts, listener, around, threads);
        }
        // Whoever started the daemon may ignore this signal; then the kernel would not keep how a child ended.
        Signals.setDefault(Signals.SIGCHLD);
        Path directory = runDirectory.toAbsolutePath();
        OutputFiles outputs = cleaned(directory);
        Map<String, String> inherited = Environment.inherited();
        Inheritance inheritance = new Inheritance(inherited, around);
        Optional<Cgroups> cgroups = Cgroups.find();
        Starter starter = new Starter(directory, inheritance, outputs, cgroups);
        Starting starting = Starting.over(starter, outputs, AttemptNotes.read(attempts.toAbsolutePath()));
        return new NativeLauncher(
                        wake, starting, cgroups, Desktop.notification(around.of(inherited)), listener, threads)
                .begin();
    }

    static Launcher portable(
            Path runDirectory, Path attempts, LaunchListener listener, Surroundings around, ThreadFactory threads) {
        Path directory = runDirectory.toAbsolutePath();
        OutputFiles outputs = cleaned(directory);
        Map<String, String> inherited = Environment.inherited();
        PortableStarter starter = new PortableStarter(directory, new Inheritance(inherited, around), outputs);
        AttemptNotes notes = AttemptNotes.read(attempts.toAbsolutePath());
        return new PortableLauncher(
                        starter, outputs, Desktop.notification(around.of(inherited)), notes, listener, threads)
                .begin();
    }

    /** Removes what an earlier daemon has left. */
    private static OutputFiles cleaned(Path directory) {
        JobFiles.clean(directory);
        OutputFiles outputs = new OutputFiles(directory);
        outputs.clean();
        return outputs;
    }

    private static Optional<String> missingCall() {
        int pidfd = Processes.pidfdOpen(Processes.getpid());
        if (pidfd < 0) {
            return Optional.of("the kernel does not tell of the end of children: pidfd_open: " + Errno.message(pidfd)
                    + " (it is there since Linux 5.3)");
        }
        Fd.close(pidfd);
        return Optional.empty();
    }
}
