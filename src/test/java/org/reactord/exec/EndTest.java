package org.reactord.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.Output;

/** How children end, and are made to. */
@Timeout(60)
final class EndTest {
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

    private void awaitFile(String name) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> Files.exists(directory.resolve(name)));
    }

    /** Who has ended and only waits for its new parent to notice is not alive. */
    private static boolean isAlive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (java.io.IOException gone) {
            return false;
        }
    }

    private long pidIn(String name) throws java.io.IOException {
        return Long.parseLong(Files.readString(directory.resolve(name)).strip());
    }

    @Test
    void muchOnBothStreamsNeverBlocks() {
        launches.shell("head -c 1000000 /dev/zero; echo end; head -c 1000000 /dev/zero >&2; echo END >&2");
        Launches.End end = launches.run();
        assertEquals(new Outcome.Exited(0), end.outcome());
        assertEquals(1_000_004, end.output().stdoutTotal());
        assertEquals(1_000_004, end.output().stderrTotal());
        assertEquals(Output.KEPT, end.output().stdout().length);
        assertEquals(Output.KEPT, end.output().stderr().length);
        assertTrue(end.stdout().endsWith("\0end\n"));
        assertTrue(new String(end.output().stderr(), StandardCharsets.UTF_8).endsWith("\0END\n"));
    }

    @Test
    void closedStreamsAreNoEnd() {
        launches.shell("exec >&- 2>&- <&-; sleep 0.3; exit 3");
        assertEquals(new Outcome.Exited(3), launches.run().outcome());
    }

    @Test
    void termEndsTheShellAndWhatItWaitsFor() {
        Attempt attempt = launches.shell("sleep 100; :").start();
        long pid = launches.pid(attempt);
        await().until(() -> ProcessHandle.of(pid).orElseThrow().children().count() == 1);
        ProcessHandle sleep =
                ProcessHandle.of(pid).orElseThrow().children().findFirst().orElseThrow();
        launches.launcher().signal(attempt, Launcher.Sent.TERM);
        assertEquals(new Outcome.Signalled("TERM", false), launches.end(attempt).outcome());
        await().until(() -> !isAlive(sleep.pid()));
    }

    @Test
    void killEndsWhoTrapsTerm() {
        Attempt attempt = launches.shell("trap '' TERM; touch " + directory + "/ready; while :; do sleep 1; done")
                .start();
        launches.pid(attempt);
        awaitFile("ready");
        launches.launcher().signal(attempt, Launcher.Sent.TERM);
        launches.launcher().signal(attempt, Launcher.Sent.KILL);
        assertEquals(new Outcome.Signalled("KILL", false), launches.end(attempt).outcome());
    }

    @Test
    void termEndsWhoIsStopped() {
        Attempt attempt =
                launches.shell("touch " + directory + "/ready; kill -STOP $$").start();
        launches.pid(attempt);
        awaitFile("ready");
        launches.launcher().signal(attempt, Launcher.Sent.TERM);
        assertEquals(new Outcome.Signalled("TERM", false), launches.end(attempt).outcome());
    }

    @Test
    void killFindsOtherGroupsOfTheSession() throws java.io.IOException {
        // With job control each background job is a group of its own.
        Attempt attempt = launches.shell("set -m; sleep 1000 & echo $! > " + directory + "/tmp; mv " + directory
                        + "/tmp " + directory + "/pid; wait")
                .start();
        awaitFile("pid");
        long escaped = pidIn("pid");
        assertTrue(isAlive(escaped));
        launches.launcher().signal(attempt, Launcher.Sent.KILL);
        launches.end(attempt);
        await().until(() -> !isAlive(escaped));
    }

    @Test
    void whoIsLeftBehindHoldsNothingUpAndEnds() throws java.io.IOException {
        launches.shell("sleep 1000 & echo $! > " + directory + "/pid; echo said");
        Launches.End end = launches.run();
        assertEquals(new Outcome.Exited(0), end.outcome());
        assertEquals("said\n", end.stdout());
        long left = pidIn("pid");
        await().atMost(Duration.ofSeconds(10)).until(() -> !isAlive(left));
    }

    @Test
    void whoIsLeftBehindMayFinishWhatItIsWriting() {
        launches.shell("(sleep 0.2; echo to a pipe that is still there && touch " + directory + "/finished) &");
        assertEquals(new Outcome.Exited(0), launches.run().outcome());
        awaitFile("finished");
    }

    @Test
    void whoIsLeftBehindAndTrapsTermIsKilled() throws java.io.IOException {
        launches.shell("(trap '' TERM; touch " + directory + "/ready; while :; do sleep 1; done) & echo $! > "
                + directory + "/pid; while [ ! -e " + directory + "/ready ]; do sleep 0.01; done");
        assertEquals(new Outcome.Exited(0), launches.run().outcome());
        long left = pidIn("pid");
        assertTrue(isAlive(left));
        await().atMost(Duration.ofSeconds(30)).until(() -> !isAlive(left));
    }

    @Test
    void closingLeavesChildrenAndEndsWhoWasLeftBehind() throws java.io.IOException {
        Attempt running = launches.shell("exec sleep 1000").start();
        long pid = launches.pid(running);
        launches.shell("(trap '' TERM; touch " + directory + "/ready; sleep 1000; sleep 1000) & echo $! > " + directory
                + "/pid; while [ ! -e " + directory + "/ready ]; do sleep 0.01; done");
        launches.run();
        launches.close();
        assertTrue(isAlive(pid));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        long left = pidIn("pid");
        await().until(() -> !isAlive(left));
    }

    @Test
    void aSignalForWhoHasEndedGoesNowhere() {
        Attempt attempt = launches.start();
        launches.end(attempt);
        launches.launcher().signal(attempt, Launcher.Sent.KILL);
        assertEquals(new Outcome.Exited(0), launches.run().outcome());
    }

    @Test
    void aChatterboxDelaysNobody() {
        Attempt chatterbox = launches.shell("exec yes").start();
        launches.pid(chatterbox);
        long before = System.nanoTime();
        assertEquals(new Outcome.Exited(0), launches.shell(":").run().outcome());
        assertTrue(System.nanoTime() - before < 1_000_000_000L);
        launches.launcher().signal(chatterbox, Launcher.Sent.KILL);
        launches.end(chatterbox);
    }

    @Test
    void theThreadSleepsWhileChildrenDo() {
        Attempt attempt = launches.shell("exec sleep 1000").start();
        launches.pid(attempt);
        Path status = taskOfThread();
        long before = whenAtRest(status);
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        assertEquals(before, switches(status));
        launches.launcher().signal(attempt, Launcher.Sent.KILL);
        launches.end(attempt);
    }

    /** The count once the thread has gone back to its wait, which it does some time after the start was told. */
    private static long whenAtRest(Path status) {
        long[] last = {-1};
        await().pollInterval(Duration.ofMillis(300)).until(() -> {
            long now = switches(status);
            boolean same = now == last[0];
            last[0] = now;
            return same;
        });
        return last[0];
    }

    private static Path taskOfThread() {
        try (java.util.stream.Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.filter(task -> text(task.resolve("comm")).strip().equals("exec"))
                    .map(task -> task.resolve("status"))
                    .reduce((first, last) -> last)
                    .orElseThrow();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long switches(Path status) {
        return text(status)
                .lines()
                .filter(line -> line.startsWith("voluntary_ctxt_switches"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
