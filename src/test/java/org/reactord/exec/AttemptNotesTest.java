package org.reactord.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.JobId;

/** The notes that outlive a daemon which is killed. */
final class AttemptNotesTest {
    @TempDir
    Path directory;

    private Launches launches;
    private Path shelf;

    @BeforeEach
    void open() {
        launches = new Launches(directory);
        shelf = directory.resolve("notes");
    }

    @AfterEach
    void close() {
        launches.close();
    }

    private Attempt itemNamed(String name) throws IOException {
        launches.spool = true;
        return launches.item(Files.writeString(directory.resolve(name), "content"))
                .attempt();
    }

    private AttemptNote only() {
        AttemptNotes read = AttemptNotes.read(shelf);
        assertEquals(1, read.found().size());
        return read.found().get(0);
    }

    @Test
    void theNameOfTheRuleMayBeAnything() {
        AttemptNote note = new AttemptNote(
                "почта: a//b/\n\\",
                new JobId("0123456789a"),
                BytePath.ROOT,
                BytePath.ROOT,
                Optional.empty(),
                1,
                0,
                Instant.EPOCH,
                "boot",
                Optional.empty(),
                Optional.empty());
        assertEquals(Optional.of(note), AttemptNote.parse(note.beginning()));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        BytePath hostile = PathBytes.of(directory).resolve(new byte[] {'a', (byte) 0xff, '\n', '\\', ' ', ':'});
        launches.spool = true;
        Attempt attempt = launches.item(Files.writeString(PathBytes.toPath(hostile), "content"))
                .attempt();
        AttemptNotes.Sheet sheet = AttemptNotes.read(shelf).begin(attempt, Optional.of(hostile));
        sheet.tell(new AttemptNote.Leader(4711, "123"));
        sheet.close();
        AttemptNote note = only();
        assertEquals(attempt.rule().name(), note.rule());
        assertEquals(attempt.job(), note.job());
        assertEquals(hostile, note.path());
        assertEquals(attempt.root(), note.root());
        assertTrue(note.item()
                .orElseThrow()
                .sameContent(attempt.changes().get(0).stamp().orElseThrow()));
        assertEquals(3, note.attempt());
        assertEquals(0, note.deaths());
        assertEquals(Optional.of(new AttemptNote.Leader(4711, "123")), note.leader());
        assertEquals(Optional.of(hostile), note.cgroup());
        assertTrue(AttemptNotes.read(shelf).isOfThisBoot(note));
        assertEquals(1, note.leftover(java.util.List.of()).deaths());
    }

    @Test
    void aPersonCanReadIt() throws Exception {
        Attempt attempt = itemNamed("letter");
        AttemptNotes.read(shelf).begin(attempt, Optional.empty()).close();
        String text = Files.readString(shelf.resolve(attempt.job().text()));
        assertTrue(
                text.startsWith("rule: the rule\njob: " + attempt.job() + "\npath: " + directory + "/letter\n"), text);
    }

    @Test
    void deathsAreCountedUntilAnEndIsHandled() throws Exception {
        Attempt attempt = itemNamed("letter");
        AttemptNotes.read(shelf).begin(attempt, Optional.empty()).close();
        AttemptNotes.read(shelf).begin(attempt, Optional.empty()).close();
        AttemptNotes third = AttemptNotes.read(shelf);
        third.begin(attempt, Optional.empty()).close();
        assertEquals(2, only().deaths());
        third.forget(attempt.job());
        assertEquals(0, AttemptNotes.read(shelf).found().size());
        third.begin(attempt, Optional.empty()).close();
        assertEquals(0, only().deaths());
    }

    @Test
    void aStartThatWasNoneCountsForNothing() throws Exception {
        Attempt attempt = itemNamed("letter");
        AttemptNotes first = AttemptNotes.read(shelf);
        first.begin(attempt, Optional.empty()).close();
        AttemptNotes second = AttemptNotes.read(shelf);
        AttemptNote before = only();
        second.begin(attempt, Optional.empty()).close();
        second.takeBack(attempt.job());
        assertEquals(before, only());
        first.takeBack(attempt.job());
        assertEquals(0, AttemptNotes.read(shelf).found().size());
    }

    @Test
    void whatNobodyWillAskForIsForgotten() throws Exception {
        Attempt attempt = itemNamed("letter");
        AttemptNotes notes = AttemptNotes.read(shelf);
        notes.begin(attempt, Optional.empty()).close();
        assertFalse(notes.forgetIfStale(only(), Instant.now().plus(30, ChronoUnit.DAYS)));
        Files.writeString(directory.resolve("letter"), "another letter");
        assertTrue(notes.forgetIfStale(only(), Instant.now()));
        launches.spool = false;
        notes.begin(launches.attempt(), Optional.empty()).close();
        assertFalse(notes.forgetIfStale(only(), Instant.now()));
        assertTrue(notes.forgetIfStale(only(), Instant.now().plus(8, ChronoUnit.DAYS)));
    }

    @Test
    void halfANoteIsNone() throws IOException {
        Files.createDirectories(shelf);
        Files.write(shelf.resolve("broken"), "rule: outbox\njob: 1".getBytes(StandardCharsets.US_ASCII));
        Files.createFile(shelf.resolve("empty"));
        assertEquals(0, AttemptNotes.read(shelf).found().size());
        assertFalse(Files.exists(shelf.resolve("broken")));
    }

    @Test
    void anAttemptBeginsAlsoWhereNoNoteCanBeMade() throws IOException {
        Files.createFile(shelf);
        Attempt attempt = launches.attempt();
        try (AttemptNotes.Sheet sheet = AttemptNotes.read(shelf).begin(attempt, Optional.empty())) {
            sheet.tell(new AttemptNote.Leader(1, "1"));
        }
        assertTrue(Files.isRegularFile(shelf), "what was in the way still is");
    }

    @Test
    void aNoteIsThereWhileTheCommandRunsAndUntilItsEndIsHandled() {
        Path notes = directory.resolve("attempts");
        Attempt attempt = launches.shell("cat " + notes + "/$REACTOR_JOB").start();
        assertTrue(launches.end(attempt).stdout().contains("\nattempt: 3\n"));
        assertTrue(Files.exists(notes.resolve(attempt.job().text())));
        launches.launcher().forget(attempt.job());
        org.awaitility.Awaitility.await()
                .until(() -> Files.notExists(notes.resolve(attempt.job().text())));
    }
}
