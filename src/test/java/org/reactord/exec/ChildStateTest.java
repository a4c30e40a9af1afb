package org.reactord.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What of the daemon's own state a child must not have. */
@Timeout(60)
final class ChildStateTest {
    @TempDir
    Path directory;

    private Launches launches;

    @BeforeEach
    void open() {
        launches = new Launches(directory);
    }

    @AfterEach
    void close() {
        launches.close();
    }

    @Test
    void noDescriptorButThree() {
        launches.start();
        String listed = launches.exec("ls", "/proc/self/fd").run().stdout();
        // 3 is the directory that ls itself reads.
        assertEquals(Set.of("0", "1", "2", "3"), Set.of(listed.strip().split("\n", -1)));
    }

    @Test
    void noBlockedAndNoIgnoredSignal() {
        String status = launches.exec("grep", "-E", "SigBlk|SigIgn", "/proc/self/status")
                .run()
                .stdout();
        assertEquals("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n", status);
    }

    @Test
    void aSessionAndAGroupOfItsOwn() {
        String[] fields = launches.shell("cut -d' ' -f1,5,6 /proc/$$/stat")
                .run()
                .stdout()
                .strip()
                .split(" ", -1);
        assertEquals(fields[0], fields[1]);
        assertEquals(fields[0], fields[2]);
    }

    @Test
    void theLimitsOfTheDaemon() throws IOException {
        String ours = Files.readString(Path.of("/proc/thread-self/limits"));
        assertEquals(ours, launches.exec("cat", "/proc/self/limits").run().stdout());
    }

    @Test
    void streamsThatWaitAsProgramsExpect() {
        String flags = launches.shell("grep flags /proc/$$/fdinfo/1 /proc/$$/fdinfo/2")
                .run()
                .stdout();
        for (String line : flags.strip().split("\n", -1)) {
            long bits = Long.parseLong(line.replaceAll(".*\\s", ""), 8);
            assertEquals(0, bits & 04000, line);
        }
    }

    @Test
    void nothingThatIsMeantForTheDaemonIsInherited() {
        Map<String, String> inherited = Environment.inherited();
        assertTrue(inherited.containsKey("PATH"));
        for (String name : inherited.keySet()) {
            assertFalse(
                    name.matches(
                            "NOTIFY_SOCKET|LISTEN_.*|WATCHDOG_.*|JOURNAL_STREAM|JDK_JAVA_OPTIONS|REACTOR_JAVA_OPTS"),
                    name);
        }
    }
}
