package org.reactord.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.rule.Done;

final class FileStoreTest extends StoreContract {
    private static final byte[] HOSTILE = {'-', (byte) 0xff, '\n', '\\', '"', ' ', (byte) 0xc3, (byte) 0xa9};
    private static final Done DELETE = new Done.Delete();
    private static final Done KEEP = new Done.Keep();

    @TempDir
    Path directory;

    private SpoolOnDisk spool = new SpoolOnDisk(Path.of("/"));
    private Store store = new MemoryStore(answers);

    @BeforeEach
    void open() {
        spool = new SpoolOnDisk(directory);
        store = opened().store();
    }

    @AfterEach
    void close() {
        spool.unjam();
        store.close();
    }

    private Stores.Opened opened() {
        return assertInstanceOf(Stores.Opened.class, Stores.open(state(), answers, Thread::new));
    }

    private Path state() {
        return directory.resolve("state/reactor");
    }

    private void reopen() {
        store.close();
        store = opened().store();
    }

    /** As after kill -9: the lock and the thread go, nothing else happens. */
    private void writeJournal(String text) throws IOException {
        store.close();
        Files.writeString(
                journal(), text, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        store = opened().store();
    }

    private Path journal() {
        return state().resolve("delivered/the%20rule");
    }

    @Override
    Store store() {
        return store;
    }

    @Override
    FileChange place(String name) {
        return spool.place(name.getBytes(StandardCharsets.UTF_8), "content of " + name);
    }

    @Override
    void jam() {
        spool.jam();
    }

    @Override
    Attempt attempt(FileChange item, Done done) {
        return spool.attempt(item, done);
    }

    private Disposal delivered(FileChange item, Done done) {
        Attempt attempt = attempt(item, done);
        store.delivered(attempt);
        return answers.of(attempt);
    }

    private boolean knows(FileChange item) {
        return store.wasDelivered("the rule", item.path(), item.stamp().orElseThrow());
    }

    private static boolean exists(FileChange item) {
        return Files.exists(PathBytes.toPath(item.path()));
    }

    @Test
    void aDeliveredItemIsRemoved() {
        FileChange item = spool.place(HOSTILE, "x");
        assertEquals(new Disposal.Done(), delivered(item, DELETE));
        assertFalse(exists(item));
    }

    @Test
    void aKeptItemIsKnownAfterARestart() throws IOException {
        FileChange hostile = spool.place(HOSTILE, "x");
        FileChange plain = place("ünï code");
        delivered(hostile, KEEP);
        delivered(plain, KEEP);
        assertTrue(exists(hostile));
        reopen();
        assertTrue(knows(hostile) && knows(plain));
        String text = Files.readString(journal(), StandardCharsets.ISO_8859_1);
        assertEquals(2, text.lines().count());
        assertTrue(Files.readString(journal()).contains("/ünï code\n"), "what can be read is not escaped");
        reopen();
        assertTrue(knows(hostile), "a second time too");
    }

    @Test
    void nothingIsLeftOnceAllIsGone() throws IOException {
        FileChange kept = place("kept");
        delivered(kept, KEEP);
        delivered(place("gone"), DELETE);
        reopen();
        assertEquals(
                1,
                Files.readString(journal(), StandardCharsets.ISO_8859_1).lines().count());
        Files.delete(PathBytes.toPath(kept.path()));
        reopen();
        assertFalse(knows(kept));
        assertTrue(Files.notExists(journal()));
        store.close();
        try (Stream<Path> left = Files.list(state().resolve("delivered"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void whatWasRecordedButNotRemovedIsKnown() throws IOException {
        FileChange item = place("item");
        writeJournal("delivered 2025-01-01T00:00:00.000Z job " + spool.fields(item) + " " + item.path() + "\n");
        assertTrue(knows(item));
        assertEquals(new Disposal.Done(), delivered(item, DELETE));
        assertFalse(exists(item));
    }

    @Test
    void aSecondFileWithTheSameStampIsNew() throws IOException {
        FileChange item = place("item");
        String fields = " 2025-01-01T00:00:00.000Z job " + spool.fields(item) + " " + item.path() + "\n";
        writeJournal("delivered" + fields + "removed" + fields);
        assertFalse(knows(item));
    }

    @Test
    void damagedLinesArePassedOver() throws IOException {
        FileChange item = place("item");
        FileChange torn = place("torn");
        String begin = "delivered 2025-01-01T00:00:00.000Z job ";
        String whole = begin + spool.fields(item) + " " + item.path() + "\n";
        writeJournal("\0\0\0garbage\n\n" + begin + "x:y 1 2 3\n" + whole
                + begin + "1:2 99999999999999999999 +1000000000-01-01T00:00:00Z /x\\\n" + begin
                + spool.fields(torn) + " " + torn.path());
        assertTrue(knows(item));
        assertFalse(knows(torn), "the end of its line is missing");
        assertEquals(whole, Files.readString(journal()));
    }

    @Test
    void anUnfinishedLineDoesNotSpoilTheNext() throws IOException {
        FileChange item = place("item");
        Files.writeString(journal(), "delivered 2025-01-");
        delivered(item, KEEP);
        reopen();
        assertTrue(knows(item));
    }

    @Test
    void anotherFileOfTheNameIsLeftAlone() throws IOException {
        FileChange item = place("item");
        Files.delete(PathBytes.toPath(item.path()));
        FileChange other = spool.place("item".getBytes(StandardCharsets.US_ASCII), "other content");
        for (Done done : List.of(DELETE, KEEP, new Done.Move(spool.path("sent")))) {
            assertEquals(new Disposal.Replaced(), delivered(item, done));
        }
        Attempt attempt = attempt(item, DELETE);
        store.givenUp(attempt, "exited 1");
        assertEquals(new Disposal.Replaced(), answers.of(attempt));
        assertTrue(exists(other));
        assertFalse(knows(other));
    }

    @Test
    void anItemThatIsGoneIsDone() throws IOException {
        FileChange item = place("item");
        Files.delete(PathBytes.toPath(item.path()));
        assertEquals(new Disposal.Done(), delivered(item, DELETE));
    }

    @Test
    void aDirectoryThatWasRemovedMeanwhileIsMadeAgain() throws IOException {
        Files.delete(state().resolve("delivered"));
        FileChange item = place("item");
        assertEquals(new Disposal.Done(), delivered(item, KEEP));
        assertTrue(Files.exists(journal()));
    }

    @Test
    void theStateDirectoryIsPrivateAndForOne() throws IOException {
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state())));
        Stores.Result second = Stores.open(state(), answers, Thread::new);
        assertEquals(new Stores.InUse(state(), ProcessHandle.current().pid()), second, second.describe());
        reopen();
    }

    @Test
    void aDirectoryThatCannotBeIsARefusal() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Stores.Result result = Stores.open(file.resolve("state"), answers, Thread::new);
        assertTrue(result instanceof Stores.CannotOpen, result.describe());
        assertTrue(result.describe().contains(file + "/state"), result.describe());
    }

    @Test
    void longJournalsAreShortened() throws IOException {
        FileChange kept = place("kept");
        delivered(kept, KEEP);
        Attempt last = attempt(kept, KEEP);
        for (int i = 0; i < 12_000; i++) {
            store.delivered(attempt(place("item" + i), DELETE));
        }
        store.delivered(last);
        answers.of(last);
        assertTrue(Files.readAllLines(journal(), StandardCharsets.ISO_8859_1).size() < 14_000);
        reopen();
        assertTrue(knows(kept));
    }

    @Test
    void strangeRuleNamesAreFileNames() {
        List<String> rules = List.of("../x", ".", "a/b", "é\n", "x".repeat(1000), "%41", "A");
        for (String rule : rules) {
            FileChange item = place("item" + rules.indexOf(rule));
            Attempt attempt = Items.attempt(rule, item, KEEP, spool.path(".failed"));
            store.delivered(attempt);
            assertEquals(new Disposal.Done(), answers.of(attempt));
            reopen();
            assertTrue(store.wasDelivered(rule, item.path(), item.stamp().orElseThrow()), rule);
        }
        try (Stream<Path> files = Files.list(state().resolve("delivered"))) {
            assertEquals(rules.size(), files.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRecordOfWhatIsNotMountedIsKept() throws IOException {
        BytePath elsewhere = BytePath.ofUtf8("/no/such/mount/item");
        writeJournal("delivered 2025-01-01T00:00:00.000Z job 1:2 3 2025-01-01T00:00:00Z " + elsewhere + "\n");
        reopen();
        assertEquals(1, Files.readAllLines(journal()).size());
    }

    /** Whatever is written to this device, it says that it is full (full(4)). */
    private void fillTheDisk() throws IOException {
        Files.deleteIfExists(journal());
        Files.createSymbolicLink(journal(), Path.of("/dev/full"));
    }

    @Test
    void onAFullDiskARemovalIsItsOwnRecord() throws IOException {
        fillTheDisk();
        FileChange item = place("item");
        assertEquals(new Disposal.Done(), delivered(item, DELETE));
        assertFalse(exists(item));
        FileChange other = place("other");
        assertEquals(new Disposal.Done(), delivered(other, new Done.Move(spool.path("sent"))));
        assertFalse(exists(other));
    }

    @Test
    void aDeliveryThatFindsNoRoomIsRememberedAndRecordedLater() throws IOException {
        fillTheDisk();
        FileChange item = place("item");
        Disposal.Stuck stuck = assertInstanceOf(Disposal.Stuck.class, delivered(item, KEEP));
        assertEquals("its delivery cannot be recorded: No space left on device", stuck.reason());
        assertTrue(knows(item), "while the daemon lives");

        Files.delete(journal());
        assertEquals(new Disposal.Done(), delivered(place("next"), KEEP));
        reopen();
        assertTrue(knows(item));
    }

    @Test
    void whoAsksAgainWithRoomIsAnsweredWell() throws IOException {
        fillTheDisk();
        FileChange item = place("item");
        delivered(item, KEEP);
        Files.delete(journal());
        assertEquals(new Disposal.Done(), delivered(item, KEEP));
        reopen();
        assertTrue(knows(item));
    }
}
