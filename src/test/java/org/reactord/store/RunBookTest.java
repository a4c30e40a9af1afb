package org.reactord.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.job.JobId;
import org.reactord.job.Output;
import org.reactord.job.RunRecord;

class RunBookTest {
    private static final Instant START = Instant.parse("2026-05-04T10:00:00.250Z");

    @TempDir
    private Path directory;

    @BeforeEach
    void make() throws IOException {
        Files.createDirectory(directory.resolve("output"));
    }

    private RunBook open() throws IOException {
        return RunBook.open(directory, OutputStore.open(directory.resolve("output")));
    }

    private static RunRecord run(long number, String rule, byte[] path, boolean success) {
        return new RunRecord(
                number,
                rule,
                new JobId("abc"),
                2,
                Cause.CATCH_UP,
                START.plusSeconds(number),
                Duration.ofMillis(12),
                Duration.ofMillis(3),
                success,
                success ? "exited" : "signalled",
                success ? "exited 0" : "was killed by SIGSEGV",
                10,
                20,
                1,
                path.length == 0 ? Optional.empty() : Optional.of(BytePath.of(path)));
    }

    private static Request.Remember told(RunRecord run, String said) {
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        return new Request.Remember(run, new Output(bytes, new byte[0], bytes.length, 0));
    }

    private List<RunRecord> read() {
        RunArchive.Result result = new RunArchive(directory).last(Integer.MAX_VALUE, any -> true);
        return assertInstanceOf(RunArchive.Runs.class, result).runs();
    }

    @Test
    void whatIsWrittenIsReadAgainWhateverItsNameIs() throws IOException {
        byte[] hostile = {'/', 'a', '\n', '\t', '\\', (byte) 0xFF, ' ', '-'};
        List<RunRecord> runs = List.of(
                run(1, "outbox", hostile, true),
                run(2, "a\tb\nc ü", new byte[] {'/'}, false),
                run(3, "x", new byte[0], true));
        List<Request> requests = new ArrayList<>();
        runs.forEach(run -> requests.add(told(run, "")));
        assertTrue(open().take(requests).isEmpty());
        assertEquals(runs, read());
        assertEquals(
                4,
                Files.readAllLines(directory.resolve("history"), StandardCharsets.ISO_8859_1)
                        .size());
    }

    @Test
    void numbersGoOnWhereAnEarlierDaemonStopped() throws IOException {
        assertEquals(0, open().last());
        open().take(List.of(told(run(41, "x", new byte[0], true), "")));
        assertEquals(41, open().last());
        open().take(List.of(told(run(57, "x", new byte[0], true), "hello")));
        Files.delete(directory.resolve("history"));
        assertEquals(57, open().last(), "known from its output");
    }

    @Test
    void aLineThatACrashCutOffIsPassedOverAndSpoilsNoOther() throws IOException {
        open().take(List.of(told(run(1, "x", new byte[0], true), "")));
        Files.writeString(directory.resolve("history"), "2026-05-04T10:00:01Z\t2\tx\tab", StandardOpenOption.APPEND);
        open().take(List.of(told(run(3, "x", new byte[0], true), "")));
        assertEquals(List.of(1L, 3L), read().stream().map(RunRecord::run).toList());
    }

    @Test
    void aFullFileBecomesTheOldOne() throws IOException {
        RunBook book = open();
        book.take(List.of(told(run(1, "x", new byte[0], true), "")));
        Path file = directory.resolve("history");
        Files.writeString(file, "#".repeat((int) RunBook.MOST_BYTES) + "\n", StandardOpenOption.APPEND);
        book.take(List.of(told(run(2, "x", new byte[0], true), "")));
        assertTrue(Files.size(file) < 1000);
        assertTrue(Files.exists(directory.resolve("history.1")));
        assertEquals(List.of(1L, 2L), read().stream().map(RunRecord::run).toList());
    }

    @Test
    void theLastOnesAreToldAndHowManyCameBefore() throws IOException {
        List<Request> requests = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            requests.add(told(run(i, i % 2 == 0 ? "even" : "odd", new byte[0], true), ""));
        }
        open().take(requests);
        RunArchive.Result result =
                new RunArchive(directory).last(3, run -> run.rule().equals("even"));
        RunArchive.Runs runs = assertInstanceOf(RunArchive.Runs.class, result);
        assertEquals(
                List.of(96L, 98L, 100L),
                runs.runs().stream().map(RunRecord::run).toList());
        assertEquals(47, runs.earlier());
    }

    @Test
    void outputIsKeptForTheLastRunsOnly() throws IOException {
        RunBook book = open();
        for (int i = 1; i <= OutputStore.MOST_RUNS + 5; i++) {
            book.take(List.of(told(run(i, "x", new byte[0], true), "said " + i)));
        }
        RunArchive archive = new RunArchive(directory);
        assertTrue(archive.stdout(5).isEmpty());
        assertArrayEquals(
                "said 6".getBytes(StandardCharsets.UTF_8), archive.stdout(6).orElseThrow());
        assertTrue(archive.stderr(6).isEmpty());
        try (var files = Files.list(directory.resolve("output"))) {
            assertEquals(OutputStore.MOST_RUNS, files.count());
        }
    }

    @Test
    void muchOutputIsKeptForFewerRuns() throws IOException {
        RunBook book = open();
        String much = "x".repeat(Output.KEPT);
        int fits = (int) (OutputStore.MOST_BYTES / Output.KEPT);
        for (int i = 1; i <= fits + 10; i++) {
            book.take(List.of(told(run(i, "x", new byte[0], true), much)));
        }
        assertTrue(new RunArchive(directory).stdout(10).isEmpty());
        assertTrue(new RunArchive(directory).stdout(11).isPresent());
        book.take(List.of());
        assertFalse(open().take(List.of(told(run(9999, "x", new byte[0], true), much)))
                .isPresent());
        assertTrue(new RunArchive(directory).stdout(11).isEmpty(), "an opened store knows what is there");
    }

    @Test
    void whatTheDiskDoesNotTakeIsToldAndWrittenLater() throws IOException {
        RunBook book = open();
        Path file = Files.createDirectory(directory.resolve("history"));
        assertTrue(book.take(List.of(told(run(1, "x", new byte[0], true), ""))).isPresent());
        Files.delete(file);
        assertTrue(book.take(List.of()).isEmpty());
        assertEquals(1, read().size());
    }

    @Test
    void anArchiveThatCannotBeReadSaysSo() throws IOException {
        Files.createDirectory(directory.resolve("history"));
        assertInstanceOf(RunArchive.Unreadable.class, new RunArchive(directory).last(1, any -> true));
    }
}
