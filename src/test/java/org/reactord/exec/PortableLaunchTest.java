package org.reactord.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.rule.StdinMode;

/** Children of the JDK's own ProcessBuilder. */
@Timeout(60)
final class PortableLaunchTest {
    @TempDir
    Path directory;

    private Launches launches;

    @BeforeEach
    void open() {
        launches = Launches.portable(directory);
    }

    @AfterEach
    void close() {
        launches.close();
    }

    private void awaitFile(String name) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> Files.exists(directory.resolve(name)));
    }

    @Test
    void exitStatusIsTheOutcome() {
        assertEquals(new Outcome.Exited(0), launches.shell(":").run().outcome());
        assertEquals(new Outcome.Exited(75), launches.shell("exit 75").run().outcome());
    }

    @Test
    void argumentsAndEnvironmentArrive() throws IOException {
        Path file = Files.writeString(directory.resolve("-a $(x) b"), "content");
        launches.env.put("MINE", "a\nb");
        launches.item(file).exec("printf", "%s", "{name}");
        assertEquals("-a $(x) b", launches.run().stdout());
        launches.shell("printf %s \"$REACTOR_NAME|$MINE|$REACTOR_JOB|$PWD\"").in(directory);
        assertEquals("-a $(x) b|a\nb|j2|" + directory, launches.run().stdout());
    }

    @Test
    void aNameThatTheJdkCannotTellIsARefusalThatSaysSo() {
        Path hostile = PathBytes.toPath(PathBytes.of(directory).resolve(new byte[] {'a', (byte) 0xff}));
        launches.item(hostile).exec("printf", "%s", "{name}");
        String reason = assertInstanceOf(
                        Outcome.CannotStart.class, launches.run().outcome())
                .reason();
        assertTrue(reason.contains("\\xff' is no text in "), reason);
    }

    @Test
    void standardInputIsWhatTheRuleSays() throws IOException {
        assertEquals("", launches.shell("cat").run().stdout());
        launches.stdin = StdinMode.PATHS0;
        launches.changes = List.of(
                launches.change(directory.resolve("one"), Optional.empty()),
                launches.change(directory.resolve("two"), Optional.empty()));
        assertEquals(directory + "/one\0" + directory + "/two\0", launches.run().stdout());
        launches.stdin = StdinMode.JSON;
        assertEquals(
                "same",
                launches.shell("cmp - \"$REACTOR_EVENT_FILE\" && printf same")
                        .run()
                        .stdout());
        launches.stdin = StdinMode.FILE;
        Path large = Files.write(directory.resolve("large"), new byte[10_000_000]);
        launches.item(large);
        assertEquals(new Outcome.Exited(0), launches.exec("true").run().outcome());
        assertEquals("10000000\n", launches.shell("wc -c").run().stdout());
        try (var left = Files.list(launches.runDirectory())) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void muchOnBothStreamsNeverBlocks() {
        launches.shell("head -c 1000000 /dev/zero; echo end; head -c 1000000 /dev/zero >&2; echo END >&2");
        Launches.End end = launches.run();
        assertEquals(new Outcome.Exited(0), end.outcome());
        assertEquals(1_000_004, end.output().stdoutTotal());
        assertEquals(1_000_004, end.output().stderrTotal());
        assertEquals(Output.KEPT, end.output().stdout().length);
        assertTrue(end.stdout().endsWith("\0end\n"));
    }

    @Test
    void termEndsTheShellAndWhatItWaitsFor() {
        Attempt attempt = launches.shell("sleep 100; :").start();
        ProcessHandle shell = ProcessHandle.of(launches.pid(attempt)).orElseThrow();
        await().until(() -> shell.children().count() == 1);
        ProcessHandle sleep = shell.children().findFirst().orElseThrow();
        launches.launcher().signal(attempt, Launcher.Sent.TERM);
        assertEquals(new Outcome.Exited(128 + 15), launches.end(attempt).outcome());
        await().until(() -> !sleep.isAlive());
    }

    @Test
    void killEndsWhoTrapsTerm() {
        Attempt attempt = launches.shell("trap '' TERM; touch ready; while :; do sleep 1; done")
                .in(directory)
                .start();
        awaitFile("ready");
        launches.launcher().signal(attempt, Launcher.Sent.TERM);
        launches.launcher().signal(attempt, Launcher.Sent.KILL);
        assertEquals(new Outcome.Exited(128 + 9), launches.end(attempt).outcome());
    }

    @Test
    void whoIsLeftBehindHoldsNothingUp() throws IOException {
        launches.shell("sleep 100 & echo $! >pid; exit 3").in(directory);
        assertEquals(new Outcome.Exited(3), launches.run().outcome());
        long left = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
        assertTrue(ProcessHandle.of(left).orElseThrow().destroyForcibly());
    }

    @Test
    void whatStillRunsIsWaitedForByTheNext() throws IOException {
        Attempt attempt =
                launches.shell("touch ready; exec sleep 100").in(directory).start();
        awaitFile("ready");
        launches.close();
        try (Launches next = Launches.portable(directory)) {
            List<Leftover> left = next.launcher().leftovers();
            assertEquals(1, left.size());
            assertEquals(attempt.job(), left.get(0).job());
            assertEquals(List.of(launches.pid(attempt)), left.get(0).processes());
            next.launcher().signal(left.get(0), Launcher.Sent.KILL);
            await().until(() -> next.leftoversEnded.equals(List.of(attempt.job())));
        }
    }

    @Test
    void fiftyAtOnceLeaveNoThreadBehind() {
        long before = threads();
        List<Attempt> all = new ArrayList<>();
        launches.shell("exit 7");
        for (int i = 0; i < 50; i++) {
            all.add(launches.start());
        }
        all.forEach(attempt ->
                assertEquals(new Outcome.Exited(7), launches.end(attempt).outcome()));
        await().until(() -> threads() <= before);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("exec-"))
                .count();
    }
}
