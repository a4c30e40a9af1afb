package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SpawnTest {
    private static final byte[] ODD = {'a', (byte) 0xff, '\n', '"', ' ', '-', (byte) 0xc3, (byte) 0xa9};

    @TempDir
    Path directory;

    @Test
    void argumentsAndEnvironmentAreBytes() {
        byte[][] argv = {Bytes.of("sh"), Bytes.of("-c"), Bytes.of("printf %s \"$1$ODD\""), Bytes.of("x"), ODD};
        byte[] variable = new byte[4 + ODD.length];
        System.arraycopy(Bytes.of("ODD="), 0, variable, 0, 4);
        System.arraycopy(ODD, 0, variable, 4, ODD.length);
        byte[] twice = new byte[2 * ODD.length];
        System.arraycopy(ODD, 0, twice, 0, ODD.length);
        System.arraycopy(ODD, 0, twice, ODD.length, ODD.length);

        assertArrayEquals(twice, Children.output(new Spawn(Children.SH, argv, new byte[][] {variable})));
    }

    @Test
    void environmentIsExactlyWhatIsGiven() {
        Spawn env = new Spawn(Bytes.of("/usr/bin/env"), Children.bytes("env"), Children.bytes("A=1", "B="));
        assertEquals("A=1\nB=\n", Children.text(env));
    }

    /** The policy is field 41 of proc_pid_stat(5), which no name of this shell hides: it has no blank. */
    @Test
    void isScheduledAsTheDaemonWasThoughItsThreadStandsBack() throws Exception {
        String policy = "set -- $(cat /proc/self/stat); shift 40; echo $1";
        AtomicReference<String> seen = new AtomicReference<>();
        AtomicReference<String> own = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            assertEquals(0, Processes.standBack());
            own.set(ownPolicy());
            seen.set(Children.text(Children.shell(policy)));
        });
        thread.setName("x");
        thread.start();
        thread.join();
        assertEquals("3", own.get());
        assertEquals("0\n", seen.get());
    }

    private static String ownPolicy() {
        try {
            return Files.readString(Path.of("/proc/thread-self/stat")).split(" ", -1)[40];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void startsInItsDirectory() throws IOException {
        assertEquals(
                directory.toRealPath() + "\n",
                Children.text(Children.shell("pwd -P").cwd(Bytes.of(directory.toString()))));
    }

    @Test
    void readsAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("in"), "from the file");
        assertEquals("from the file", Children.text(Children.shell("cat").stdin(Bytes.of(file.toString()))));
    }

    @Test
    void readsADescriptor() throws IOException {
        Path file = Files.writeString(directory.resolve("in"), "through the descriptor");
        int fd = Fd.open(Bytes.of(file.toString()), OpenFlags.O_CLOEXEC);
        assertEquals(
                "through the descriptor", Children.text(Children.shell("cat").stdin(fd)));
        Fd.close(fd);
    }

    @Test
    void isNotHeldByAFifo() {
        String fifo = directory + "/fifo";
        Children.text(Children.shell("mkfifo " + fifo));
        assertEquals("", Children.text(Children.shell("cat").stdin(Bytes.of(fifo))));
    }

    @Test
    void swapsLowDescriptors() {
        // Standard error of the child is the pipe, its standard input what the daemon has as 2.
        int[] ends = new int[2];
        Fd.pipe2(ends, OpenFlags.O_CLOEXEC);
        String twoHere = linkOf(2);
        String oneHere = linkOf(1);
        String seen = Children.text(Children.shell("readlink /proc/$$/fd/0; readlink /proc/$$/fd/2")
                .stdin(2)
                .stderr(1));
        assertEquals(twoHere + "\n" + oneHere + "\n", seen);
        Fd.close(ends[0]);
        Fd.close(ends[1]);
    }

    private static String linkOf(int fd) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void sourceAndTargetMayBeOne() {
        int saved = Fd.duplicate(0, 3);
        assertEquals(0, Fd.setCloseOnExec(0, true));
        try {
            String seen = Children.text(Children.shell("ls /proc/$$/fd/0").stdin(0));
            assertTrue(seen.endsWith("/fd/0\n"), seen);
        } finally {
            Fd.setCloseOnExec(0, false);
            Fd.close(saved);
        }
    }

    @Test
    void noDescriptorLeaks() {
        int open = Fd.open(Bytes.of("/dev/null"), OpenFlags.O_RDONLY);
        String listed =
                Children.text(new Spawn(Bytes.of("/bin/ls"), Children.bytes("ls", "/proc/self/fd"), Children.bytes()));
        Fd.close(open);
        // 3 is the directory that ls itself reads.
        assertEquals(Set.of("0", "1", "2", "3"), Set.of(listed.strip().split("\n", -1)));
    }

    @Test
    void leadsItsOwnSession() {
        String[] stat = Children.text(Children.shell("cut -d' ' -f1,5,6 /proc/$$/stat"))
                .strip()
                .split(" ", -1);
        assertEquals(stat[0], stat[1], "process group");
        assertEquals(stat[0], stat[2], "session");
        assertNotEquals(Integer.toString(Processes.getpid()), stat[0]);
    }

    @Test
    void signalsAreClean() {
        String status = Children.text(new Spawn(
                Bytes.of("/bin/grep"),
                Children.bytes("grep", "-E", "SigBlk|SigIgn", "/proc/self/status"),
                new byte[0][]));
        assertEquals("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n", status);
    }

    @Test
    void refusalsAreErrors() throws IOException {
        Path plain = Files.writeString(directory.resolve("plain"), "echo\n");
        Path script = Files.writeString(directory.resolve("script"), "echo\n");
        assertTrue(script.toFile().setExecutable(true));

        assertEquals(-Errno.ENOENT, spawn(directory + "/none"));
        assertEquals(-Errno.EACCES, spawn(plain.toString()));
        assertEquals(-Errno.ENOEXEC, spawn(script.toString()));
        assertEquals(-Errno.EACCES, spawn(directory.toString()));
        assertEquals(-Errno.ENOTDIR, spawn(plain + "/x"));
        assertEquals(
                -Errno.ENOENT,
                Children.shell(":").cwd(Bytes.of(directory + "/none")).spawn());
        assertEquals(
                -Errno.ENOENT,
                Children.shell(":").stdin(Bytes.of(directory + "/none")).spawn());
        assertEquals(-Errno.EBADF, Children.shell(":").stdout(9999).spawn());
        assertEquals(-Errno.EINVAL, Children.shell("a\0b").spawn());
    }

    private static int spawn(String program) {
        return new Spawn(Bytes.of(program), Children.bytes("x"), Children.bytes()).spawn();
    }

    @Test
    void takesALargeEnvironmentAndRefusesATooLargeOne() {
        byte[][] fits = new byte[10][];
        byte[][] tooLarge = new byte[300][];
        Arrays.setAll(fits, i -> Bytes.of("V" + i + "=" + "x".repeat(100_000)));
        Arrays.setAll(tooLarge, i -> Bytes.of("V" + i + "=" + "x".repeat(100_000)));
        byte[][] argv = Children.bytes("sh", "-c", "printf %s ${#V9}");

        assertEquals("100000", Children.text(new Spawn(Children.SH, argv, fits)));
        assertEquals(-Errno.E2BIG, new Spawn(Children.SH, argv, tooLarge).spawn());
        byte[][] oneTooLong = {Bytes.of("V=" + "x".repeat(2_000_000))};
        assertEquals(-Errno.E2BIG, new Spawn(Children.SH, argv, oneTooLong).spawn());
    }
}
