package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Processes;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** More happens than the kernel's queue can hold: what it drops is found by comparing, and that is counted and told. */
@ExtendWith(SandboxExtension.class)
class OverflowIT {
    private static final int FILES = 50_000;
    private static final Duration ALL = Duration.ofSeconds(90);
    /** The heap may take 64 MiB (bin/reactorctl says so), and the JVM has tables and stacks of its own. */
    private static final long MOST_KIB = 160 * 1024;

    private static final String NOTES = """
            notes:
              watch: ~/notes
              on: written
              settle: 200ms
              stdin: paths0
              run: 'cat >>"$HOME/told"'
            """;

    @Test
    void eachOfAsManyFilesIsToldOnce(Sandbox sandbox) throws IOException {
        int queue = Integer.parseInt(sandbox.shell("cat /proc/sys/fs/inotify/max_queued_events")
                .out()
                .strip());
        assertTrue(queue < 2 * FILES, "this test needs sysctl fs.inotify.max_queued_events=16384; it is " + queue);
        Path notes = sandbox.directory("notes");
        Path told = sandbox.write(sandbox.home().resolve("told"), "");
        sandbox.rule("10-notes.yaml", NOTES);
        sandbox.expectLog("^events of .* were lost \\(.*\\); comparing$");
        ReactorProcess daemon = sandbox.start();
        daemon.signal("STOP");
        for (int i = 0; i < FILES; i++) {
            sandbox.write(notes.resolve("file-" + i), new byte[0]);
        }
        daemon.signal("CONT");
        long[] most = {0};
        Limits.within(ALL).alias("all files are told").until(() -> {
            most[0] = Math.max(most[0], Processes.anonymousKib(daemon.pid()));
            return paths(told).size() >= FILES && !sandbox.status().busy("notes");
        });
        List<String> expected = IntStream.range(0, FILES)
                .mapToObj(i -> notes.resolve("file-" + i).toString())
                .sorted()
                .toList();
        assertEquals(expected, paths(told));
        assertTrue(most[0] < MOST_KIB, "the daemon took " + most[0] + " KiB of anonymous memory");
        System.err.println("OverflowIT: at most " + most[0] + " KiB of anonymous memory");
        checkStory(sandbox, daemon, notes, queue);
    }

    private static void checkStory(Sandbox sandbox, ReactorProcess daemon, Path notes, int queue) {
        assertTrue(
                daemon.said("^events of " + notes + " were lost \\((.*, then )?the kernel's queue was full;"
                        + " fs.inotify.max_queued_events is " + queue + "(, then .*)?\\); comparing$"),
                daemon::logText);
        assertTrue(sandbox.status().overflows() >= 1);
        Ended status = sandbox.ctl("status");
        assertEquals(0, status.exit(), status::toString);
        assertTrue(
                status.out().matches("(?s).*Events were lost \\d+ times?; the directories were compared.*"),
                status::toString);
    }

    /** A path for each time that it was told. */
    private static List<String> paths(Path told) throws IOException {
        return Arrays.stream(new String(Files.readAllBytes(told), StandardCharsets.UTF_8).split("\0"))
                .filter(path -> !path.isEmpty())
                .sorted()
                .toList();
    }
}
