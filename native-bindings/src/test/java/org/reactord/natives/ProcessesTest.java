package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ProcessesTest {
    @Test
    void pidfdBecomesReadableWhenTheChildEnds() {
        int[] ends = new int[2];
        Fd.pipe2(ends, OpenFlags.O_CLOEXEC);
        int pid = Children.shell("read line; exit 3").stdin(ends[0]).spawn();
        Fd.close(ends[0]);
        int pidfd = Processes.pidfdOpen(pid);
        assertEquals(1, Fd.isCloseOnExec(pidfd));
        Poll poll = new Poll();
        int index = poll.add(pidfd, Poll.POLLIN);

        assertEquals(0, poll.poll(0));
        assertEquals(-Errno.EAGAIN, Processes.tryWaitPidfd(pidfd));
        Fd.close(ends[1]);
        assertEquals(1, poll.poll(-1));
        assertEquals(Poll.POLLIN, poll.revents(index) & Poll.POLLIN);

        WaitStatus status = new WaitStatus(Processes.tryWaitPidfd(pidfd));
        assertTrue(status.exited());
        assertEquals(3, status.exitCode());
        assertEquals(-Errno.ECHILD, Processes.tryWaitPidfd(pidfd));
        Fd.close(pidfd);
    }

    @Test
    void tellsTheSignal() {
        int pid = Children.shell("exec sleep 1000").spawn();
        int pidfd = Processes.pidfdOpen(pid);
        assertEquals(0, Processes.kill(pid, Signals.SIGTERM));
        WaitStatus status = new WaitStatus(Processes.waitPidfd(pidfd));
        assertFalse(status.exited());
        assertEquals(Signals.SIGTERM, status.signal());
        assertFalse(status.coreDumped());
        assertEquals("SIGTERM", status.toString());
        Fd.close(pidfd);
    }

    @Test
    void decodesTheStatusWord() {
        assertEquals("exit 255", new WaitStatus(WaitStatus.exitedWord(255)).toString());
        assertEquals("SIGSEGV (core dumped)", new WaitStatus(WaitStatus.signalledWord(11, true)).toString());
    }

    @Test
    void killsAGroup() {
        int[] ends = new int[2];
        Fd.pipe2(ends, OpenFlags.O_CLOEXEC);
        int pid = Children.shell("sleep 1000 & sleep 1000").stdout(ends[1]).spawn();
        Fd.close(ends[1]);
        assertTrue(Processes.groupExists(pid));
        assertEquals(-Errno.EAGAIN, Processes.tryWaitPid(pid));

        assertEquals(0, Processes.killGroup(pid, Signals.SIGKILL));
        // The end of the pipe comes when the last of the group has let go of it.
        assertEquals(0, Fd.read(ends[0], Scratch.allocate(8)));
        assertEquals("SIGKILL", new WaitStatus(Processes.waitPid(pid)).toString());
        assertEquals(-Errno.ECHILD, Processes.waitPid(pid));
        Fd.close(ends[0]);
    }

    @Test
    void refusesToKillEverybody() {
        assertEquals(-Errno.EINVAL, Processes.kill(-1, 0));
        assertEquals(-Errno.EINVAL, Processes.kill(0, 0));
        assertEquals(-Errno.EINVAL, Processes.killGroup(0, 0));
        assertEquals(-Errno.EINVAL, Processes.killGroup(1, 0));
        assertEquals(-Errno.ESRCH, Processes.kill(Integer.MAX_VALUE, 0));
        assertFalse(Processes.groupExists(Integer.MAX_VALUE));
        assertEquals(-Errno.ESRCH, Processes.pidfdOpen(Integer.MAX_VALUE));
    }

    @Test
    void knowsItself() throws IOException {
        assertEquals(ProcessHandle.current().pid(), Processes.getpid());
        assertEquals(Processes.geteuid(), Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        String status = Files.readString(Path.of("/proc/self/status"));
        assertArrayEquals(numbers(status, "Groups:"), Processes.getgroups());
        assertEquals(numbers(status, "Uid:")[0], Processes.getuid());
        assertEquals(numbers(status, "Gid:")[0], Processes.getgid());
    }

    private static int[] numbers(String status, String field) {
        String line = Stream.of(status.split("\n", -1))
                .filter(l -> l.startsWith(field))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(line.substring(field.length()).strip().split("\\s+", -1))
                .filter(s -> !s.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Test
    void setsTheUmask() {
        int before = Processes.umask(0027);
        try {
            assertEquals(0027, Processes.umask(before));
        } finally {
            Processes.umask(before);
        }
    }

    @Test
    void adoptsOrphans() {
        assertEquals(0, Processes.setSubreaper(true));
        try {
            String orphan = Children.text(Children.shell("sleep 1000 >/dev/null & echo $!"));
            int pid = Integer.parseInt(orphan.strip());
            Processes.kill(pid, Signals.SIGKILL);
            assertEquals("SIGKILL", new WaitStatus(Processes.waitPid(pid)).toString());
        } finally {
            Processes.setSubreaper(false);
        }
    }

    @Test
    void namesSignalsBothWays() {
        assertEquals("TERM", Signals.name(15));
        assertEquals("SYS", Signals.name(31));
        assertEquals("34", Signals.name(34));
        assertEquals(Signals.SIGKILL, Signals.number("KILL"));
        assertEquals(Signals.SIGIO, Signals.number("sigio"));
        assertEquals(-1, Signals.number("NONSENSE"));
    }

    @Test
    void setsASignalToItsDefault() {
        assertEquals(0, Signals.setDefault(Signals.SIGCHLD));
        assertEquals(-Errno.EINVAL, Signals.setDefault(Signals.SIGKILL));
        assertEquals(-Errno.EINVAL, Signals.ignore(Signals.SIGKILL));
    }

    @Test
    void trimsMemory() {
        assertNotEquals(-1, Processes.mallocTrim());
    }
}
