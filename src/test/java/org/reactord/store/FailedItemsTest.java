package org.reactord.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.rule.Done;
import org.reactord.rule.Rule;

/** What was given up goes back into its spool. */
final class FailedItemsTest {
    private static final byte[] HOSTILE = {'-', (byte) 0xff, '\n', '\\', '"', ' '};

    @TempDir
    Path directory;

    private final Disposer disposer = new Disposer();
    private SpoolOnDisk spool = new SpoolOnDisk(Path.of("/"));

    @BeforeEach
    void open() {
        spool = new SpoolOnDisk(directory);
    }

    private Rule giveUp(byte[] name, String content) {
        FileChange item = spool.place(name, content);
        Attempt attempt = spool.attempt(item, new Done.Delete());
        assertEquals(new Disposal.Done(), disposer.givenUp(attempt, "exited 69"));
        return attempt.rule();
    }

    private Rule giveUp(String name, String content) {
        return giveUp(name.getBytes(StandardCharsets.UTF_8), content);
    }

    private Path inSpool(String name) {
        return directory.resolve("spool").resolve(name);
    }

    private static long left(Path failed) throws IOException {
        try (var files = Files.list(failed)) {
            return files.count();
        }
    }

    @Test
    void itemsComeBackAsTheyWereAndTheirReasonsGo() throws IOException {
        giveUp("a", "first");
        Rule rule = giveUp(HOSTILE, "second");
        BroughtBack back = FailedItems.bringBack(rule);
        assertEquals(2, back.items());
        assertTrue(back.troubles().isEmpty(), back::toString);
        assertEquals("first", Files.readString(inSpool("a")));
        Path hostile = PathBytes.toPath(PathBytes.of(directory.resolve("spool")).resolve(HOSTILE));
        assertEquals("second", Files.readString(hostile));
        assertEquals(0, left(inSpool(".failed")));
        assertEquals(0, FailedItems.bringBack(rule).items());
    }

    @Test
    void neverTakesThePlaceOfAnother() throws IOException {
        giveUp("a", "first");
        Rule rule = giveUp("a", "second");
        Files.writeString(inSpool("a"), "third");
        assertEquals(2, FailedItems.bringBack(rule).items());
        assertEquals("third", Files.readString(inSpool("a")));
        assertEquals("first", Files.readString(inSpool("a.1")));
        assertEquals("second", Files.readString(inSpool("a.1.1")));
    }

    @Test
    void whatBelongsToOthersStays() throws IOException {
        Rule rule = giveUp("a", "ours");
        Files.writeString(inSpool(".failed/b"), "somebody's");
        Files.writeString(inSpool(".failed/c"), "another rule's");
        Files.writeString(inSpool(".failed/c.reason"), "rule:      the rule of others\n");
        assertEquals(1, FailedItems.bringBack(rule).items());
        assertEquals(3, left(inSpool(".failed")));
    }

    @Test
    void aReasonMayBeAnItemOfThatName() throws IOException {
        Rule rule = giveUp("a.reason", "text");
        assertEquals(1, FailedItems.bringBack(rule).items());
        assertEquals("text", Files.readString(inSpool("a.reason")));
    }

    @Test
    void namesOfFullLengthThatBeginAlikeComeBackWithoutTheirReasons() throws IOException {
        String longest = "x".repeat(255);
        giveUp(longest, "first");
        giveUp(longest, "second");
        Rule rule = giveUp("x".repeat(250) + "other", "third");
        BroughtBack back = FailedItems.bringBack(rule);
        assertEquals(3, back.items(), back::toString);
        assertEquals("first", Files.readString(inSpool(longest)));
        assertEquals("second", Files.readString(inSpool("x".repeat(246) + ".1")));
        assertEquals("third", Files.readString(inSpool("x".repeat(246) + ".2")));
        assertEquals(0, left(inSpool(".failed")));
        assertEquals(0, FailedItems.bringBack(rule).items());
    }

    @Test
    void whatCannotBeMovedIsTold() {
        Rule rule = giveUp("a", "text");
        spool.jam();
        try {
            BroughtBack back = FailedItems.bringBack(rule);
            assertEquals(0, back.items());
            assertEquals(1, back.troubles().size());
            assertTrue(back.troubles().get(0).contains("cannot be moved back"), back::toString);
        } finally {
            spool.unjam();
        }
    }

    @Test
    void pausesAreReadAsTheyWereWritten() throws IOException {
        PauseFile file = new PauseFile(directory);
        assertEquals(java.util.List.of(), file.read());
        java.time.Instant since = java.time.Instant.parse("2026-05-04T10:00:00.250Z");
        java.util.List<KeptPause> pauses = java.util.List.of(
                new KeptPause("outbox", since, java.util.Optional.empty()),
                new KeptPause("a rule \n 名前 \\", since, java.util.Optional.of(since.plusSeconds(600))));
        file.write(pauses);
        assertEquals(pauses, file.read());
        Files.writeString(directory.resolve("pauses"), "garbage\n");
        assertEquals(java.util.List.of(), file.read());
    }
}
