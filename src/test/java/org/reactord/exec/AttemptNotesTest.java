package org.reactord.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
        AttemptNotes.read(shelf).begin(attempt, Optional.empty());
        String text = Files.readString(onlyPage(shelf));
        assertTrue(
                text.startsWith("rule: the rule\njob: " + attempt.job() + "\npath: " + directory + "/letter\n"), text);
    }

    @Test
    void deathsAreCountedUntilAnEndIsHandled() throws Exception {
        Attempt attempt = itemNamed("letter");
        AttemptNotes.read(shelf).begin(attempt, Optional.empty());
        AttemptNotes.read(shelf).begin(attempt, Optional.empty());
        AttemptNotes third = AttemptNotes.read(shelf);
        third.begin(attempt, Optional.empty());
        assertEquals(2, only().deaths());
        third.forget(attempt.job());
        assertEquals(0, AttemptNotes.read(shelf).found().size());
        AttemptNotes.read(shelf).begin(attempt, Optional.empty());
        assertEquals(0, only().deaths());
    }

    @Test
    void aStartThatWasNoneCountsForNothing() throws Exception {
        Attempt attempt = itemNamed("letter");
        AttemptNotes first = AttemptNotes.read(shelf);
        first.begin(attempt, Optional.empty());
        AttemptNotes second = AttemptNotes.read(shelf);
        AttemptNote before = only();
        second.begin(attempt, Optional.empty());
        second.takeBack(attempt.job());
        assertEquals(before, only());
        first.takeBack(attempt.job());
        assertEquals(0, AttemptNotes.read(shelf).found().size());
    }

    @Test
    void whatNobodyWillAskForIsForgotten() throws Exception {
        Attempt attempt = itemNamed("letter");
        AttemptNotes notes = AttemptNotes.read(shelf);
        notes.begin(attempt, Optional.empty());
        assertFalse(notes.forgetIfStale(only(), Instant.now().plus(30, ChronoUnit.DAYS)));
        Files.writeString(directory.resolve("letter"), "another letter");
        assertTrue(notes.forgetIfStale(only(), Instant.now()));
        launches.spool = false;
        notes.begin(launches.attempt(), Optional.empty());
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
        AttemptNotes.read(shelf).begin(attempt, Optional.empty()).tell(new AttemptNote.Leader(1, "1"));
        assertTrue(Files.isRegularFile(shelf), "what was in the way still is");
    }

    @Test
    void aNoteIsThereWhileTheCommandRunsAndUntilItsEndIsHandled() {
        Path notes = directory.resolve("attempts");
        Attempt attempt = launches.shell("cat " + notes + "/*").start();
        assertTrue(launches.end(attempt).stdout().contains("\nattempt: 3\n"));
        Path page = onlyPage(notes);
        assertNotEquals(0, page.toFile().length());
        launches.launcher().forget(attempt.job());
        org.awaitility.Awaitility.await().until(() -> page.toFile().length() == 0);
    }

    @Test
    void aPageIsUsedAgainAndGoesWithTheLauncher() throws Exception {
        AttemptNotes notes = AttemptNotes.read(shelf);
        Attempt first = itemNamed("a long name, so that the note is longer than the next");
        Attempt second = itemNamed("short");
        notes.begin(first, Optional.empty()).tell(new AttemptNote.Leader(1, "1"));
        notes.forget(first.job());
        Path page = onlyPage(shelf);
        assertEquals(0, Files.size(page));
        notes.begin(second, Optional.empty());
        assertEquals(page, onlyPage(shelf));
        assertEquals(second.job(), only().job());
        assertEquals(Optional.empty(), only().leader());
        notes.close();
        assertEquals(second.job(), only().job(), "what still runs stays noted");
        notes.forget(second.job());
        notes.close();
        assertEquals(0, shelf.toFile().list().length);
    }

    @Test
    void whatRunsAtTheSameTimeHasPagesOfItsOwn() throws Exception {
        AttemptNotes notes = AttemptNotes.read(shelf);
        for (int i = 0; i < 9; i++) {
            notes.begin(itemNamed("item-" + i), Optional.empty());
        }
        AttemptNotes next = AttemptNotes.read(shelf);
        assertEquals(9, next.found().size());
        next.begin(itemNamed("another"), Optional.empty());
        assertEquals(10, AttemptNotes.read(shelf).found().size(), "no note of the earlier daemon was written over");
        next.found().forEach(note -> next.forget(note.job()));
        assertEquals(1, AttemptNotes.read(shelf).found().size());
    }

    private static Path onlyPage(Path shelf) {
        String[] names = shelf.toFile().list();
        assertEquals(1, names.length);
        return shelf.resolve(names[0]);
    }
}
