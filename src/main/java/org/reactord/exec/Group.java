package org.reactord.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reactord.natives.Errno;
import org.reactord.natives.Processes;
import org.reactord.natives.Signals;

/**
 * A child and its descendants: the process group and the session that bear the child's process id.
 *
 * <p>The number belongs to them for as long as one of them lives, also after the child itself has been waited for: the
 * kernel gives it to no new process before (setsid(2)).
 */
final class Group {
    private static final Path PROC = Path.of("/proc");
    private static final int STAT_SIZE = 1024;

    /** Of the fields of proc_pid_stat(5) that follow the name: state, ppid, pgrp, session. */
    private static final int SESSION = 3;

    private final int leader;

    Group(int leader) {
        this.leader = leader;
    }

    /** True if members are left, once the leader has been waited for. */
    boolean outlivesLeader() {
        // Whoever bears the leader's number as his own process id is a stranger, come after all of ours had gone.
        return Processes.kill(leader, 0) == -Errno.ESRCH && Processes.groupExists(leader);
    }

    /** Asks all of the group to end; those who are stopped are woken to hear it. */
    void term() {
        Processes.killGroup(leader, Signals.SIGTERM);
        Processes.killGroup(leader, Signals.SIGCONT);
    }

    /** Ends all of the group, and those of the session who have made groups of their own. */
    void kill() {
        Processes.killGroup(leader, Signals.SIGKILL);
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path process : processes) {
                killIfOfSession(process);
            }
        } catch (IOException noProc) {
            // Without /proc the group is all that can be found.
            return;
        }
    }

    private void killIfOfSession(Path process) {
        try (InputStream file = Files.newInputStream(process.resolve("stat"))) {
            String stat = new String(file.readNBytes(STAT_SIZE), StandardCharsets.ISO_8859_1);
            // The name stands in parentheses, and may hold blanks and parentheses itself.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            if (fields[SESSION].equals(Integer.toString(leader))) {
                Processes.kill(Integer.parseInt(process.getFileName().toString()), Signals.SIGKILL);
            }
        } catch (IOException ended) {
            // It has ended meanwhile.
            return;
        }
    }
}
