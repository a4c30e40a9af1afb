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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.job.JobId;
import org.reactord.job.PendingJob;
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

    private static PendingJob pending(String id, byte[] name) {
        BytePath root = BytePath.ofUtf8("/ro ot");
        FileChange written = new FileChange(
                root,
                root.resolve(BytePath.of(name)),
                Change.MOVED,
                FileKind.REGULAR,
                Optional.of(root.resolve(BytePath.of(HOSTILE))),
                Optional.of(new FileStamp(1, -2, 3, 4_000_000_005L, -6)));
        FileChange gone = new FileChange(
                root,
                root.resolve(BytePath.ofUtf8("gone\tby")),
                Change.DELETED,
                FileKind.UNKNOWN,
                Optional.empty(),
                Optional.empty());
        return new PendingJob(
                new JobId(id), "the\tпочта//", Cause.CATCH_UP, 7, Instant.ofEpochSecond(9, 10), List.of(written, gone));
    }

    @Test
    void aKeptJobIsThereAfterARestartUntilItIsForgotten() {
        PendingJob one = pending("00000000001", HOSTILE);
        PendingJob two = pending("00000000002", "plain name".getBytes(StandardCharsets.UTF_8));
        store.keep(one);
        store.keep(two);
        reopen();
        assertEquals(Set.of(one, two), Set.copyOf(store.kept()));
        store.forget(one.id());
        store.keep(new PendingJob(two.id(), two.rule(), two.cause(), 8, two.due(), two.changes()));
        reopen();
        assertEquals(List.of(8), store.kept().stream().map(PendingJob::made).toList());
    }

    @Test
    void aDamagedJobIsPassedOverAndStays() throws IOException {
        store.keep(pending("00000000001", HOSTILE));
        store.close();
        Path file = state().resolve("jobs/00000000001");
        Files.writeString(file, "rule\tx\ncause\tnone\n");
        Files.writeString(state().resolve("jobs/.new-00000000002"), "half");
        store = opened().store();
        assertEquals(List.of(), store.kept());
        assertTrue(Files.exists(file));
        assertFalse(Files.exists(state().resolve("jobs/.new-00000000002")));
    }

    @Test
    void aMarkIsThereAfterARestartForTheRootsThatItNames() {
        BytePath root = BytePath.of(HOSTILE).isAbsolute() ? BytePath.ROOT : BytePath.ROOT.resolve(BytePath.of(HOSTILE));
        store.mark("the rule", List.of(root, BytePath.ofUtf8("/b c")), 1_234_567_890_123_456_789L);
        store.mark("another", List.of(root), 5);
        reopen();
        assertEquals(OptionalLong.of(1_234_567_890_123_456_789L), store.mark("the rule", root));
        assertEquals(OptionalLong.of(1_234_567_890_123_456_789L), store.mark("the rule", BytePath.ofUtf8("/b c")));
        assertEquals(OptionalLong.empty(), store.mark("the rule", BytePath.ofUtf8("/b")));
        store.retainMarks(Set.of("the rule"));
        reopen();
        assertEquals(OptionalLong.empty(), store.mark("another", root));
        assertTrue(store.mark("the rule", root).isPresent());
    }

    @Test
    void whatTheDiskDoesNotTakeIsTriedAgainAndNoMarkGoesBeforeIt() throws IOException {
        Path jobs = state().resolve("jobs");
        Files.delete(jobs);
        Files.writeString(jobs, "in the way");
        BytePath root = BytePath.ofUtf8("/a");
        store.keep(pending("00000000001", HOSTILE));
        store.mark("the rule", List.of(root), 5);
        answers.awaitUntil(() -> answers.troubles().size() == 1);
        Files.delete(jobs);
        store.tryAgain();
        answers.awaitUntil(() -> answers.troubles().size() == 2);
        assertEquals(Optional.empty(), answers.troubles().get(1));
        reopen();
        assertEquals(1, store.kept().size());
        assertEquals(OptionalLong.of(5), store.mark("the rule", root));
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
    void aFullDiskIsToldAndOverOnlyWhenSomethingCanBeWritten() throws IOException {
        fillTheDisk();
        Path inTheWay = Files.createDirectories(state().resolve("delivered/.new-probe/x"));
        delivered(place("item"), DELETE);
        store.tryAgain();
        delivered(place("other"), new Done.Move(spool.path("sent")));
        answers.awaitUntil(() -> !answers.troubles().isEmpty());
        assertTrue(answers.troubles().stream().allMatch(Optional::isPresent), answers.troubles()::toString);
        Files.delete(inTheWay);
        Files.delete(state().resolve("delivered/.new-probe"));
        Files.delete(journal());
        store.tryAgain();
        answers.awaitUntil(
                () -> answers.troubles().get(answers.troubles().size() - 1).isEmpty());
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
