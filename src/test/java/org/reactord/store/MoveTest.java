package org.reactord.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.files.PathBytes;
import org.reactord.job.FileChange;
import org.reactord.rule.Done;

/** Where items go that are moved, and those that were given up. */
final class MoveTest {
    private static final byte[] HOSTILE = {'-', (byte) 0xff, '\n', '\\', '"', ' '};
    private static final Disposal DONE = new Disposal.Done();

    @TempDir
    Path directory;

    private final Disposer disposer = new Disposer();
    private SpoolOnDisk spool = new SpoolOnDisk(Path.of("/"));

    @BeforeEach
    void open() {
        spool = new SpoolOnDisk(directory);
    }

    private FileChange place(String name, String content) {
        return spool.place(name.getBytes(StandardCharsets.UTF_8), content);
    }

    private Disposal moved(FileChange item) {
        return disposer.delivered(spool.attempt(item, new Done.Move(spool.path("sent/deep"))));
    }

    private Path sent(String name) {
        return directory.resolve("spool/sent/deep").resolve(name);
    }

    @Test
    void movesIntoADirectoryThatIsMade() throws IOException {
        FileChange item = spool.place(HOSTILE, "content");
        assertEquals(DONE, moved(item));
        Path target = PathBytes.toPath(spool.path("sent/deep").resolve(HOSTILE));
        assertEquals("content", Files.readString(target));
        assertTrue(Files.notExists(PathBytes.toPath(item.path())));
        assertEquals(1, Files.getAttribute(target, "unix:nlink"));
    }

    @Test
    void neverTakesThePlaceOfAnother() throws IOException {
        for (String content : List.of("first", "second", "third")) {
            assertEquals(DONE, moved(place("name.txt", content)));
        }
        assertEquals("first", Files.readString(sent("name.txt")));
        assertEquals("second", Files.readString(sent("name.txt.1")));
        assertEquals("third", Files.readString(sent("name.txt.2")));
        Files.createDirectory(sent("dir"));
        Files.createSymbolicLink(sent("dir.1"), Path.of("nowhere"));
        assertEquals(DONE, moved(place("dir", "content")));
        assertEquals("content", Files.readString(sent("dir.2")));
    }

    @Test
    void theLongestNamesFindRoomForANumber() throws IOException {
        String name = "n".repeat(255);
        assertEquals(DONE, moved(place(name, "first")));
        assertEquals(DONE, moved(place(name, "second")));
        assertEquals("first", Files.readString(sent(name)));
        assertEquals("second", Files.readString(sent("n".repeat(253) + ".1")));
    }

    @Test
    void endsAMoveThatWasBegun() throws IOException {
        FileChange item = place("item", "content");
        Files.createDirectories(directory.resolve("spool/sent/deep"));
        Files.createLink(sent("item"), PathBytes.toPath(item.path()));
        assertEquals(DONE, moved(item));
        assertTrue(Files.notExists(PathBytes.toPath(item.path())));
        assertEquals(List.of("item"), names(directory.resolve("spool/sent/deep")));
    }

    @Test
    void movesToAnotherFileSystem() throws IOException {
        Path elsewhere = Files.createTempDirectory(Path.of("/dev/shm"), "store");
        try {
            FileChange first = place("item", "first");
            Look into = FileStamps.look(elsewhere);
            assertTrue(into instanceof Look.Found found
                    && found.stamp().device() != first.stamp().orElseThrow().device());
            Done move = new Done.Move(PathBytes.of(elsewhere));
            assertEquals(DONE, disposer.delivered(spool.attempt(first, move)));
            assertEquals(DONE, disposer.delivered(spool.attempt(place("item", "second"), move)));
            assertEquals("first", Files.readString(elsewhere.resolve("item")));
            assertEquals("second", Files.readString(elsewhere.resolve("item.1")));
            assertEquals(List.of("item", "item.1"), names(elsewhere));
            assertTrue(Files.notExists(PathBytes.toPath(first.path())));
        } finally {
            for (String name : names(elsewhere)) {
                Files.delete(elsewhere.resolve(name));
            }
            Files.delete(elsewhere);
        }
    }

    @Test
    void saysWhyItCannot() throws IOException {
        FileChange item = place("item", "content");
        Files.writeString(directory.resolve("spool/sent"), "in the way");
        Disposal.Stuck stuck = assertInstanceOf(Disposal.Stuck.class, moved(item));
        assertTrue(
                stuck.reason().startsWith("it cannot be moved to " + directory + "/spool/sent/deep: "), stuck.reason());
        assertTrue(Files.exists(PathBytes.toPath(item.path())));
    }

    @Test
    void aJammedSpoolKeepsItsItemAndNothingIsDoubled() throws IOException {
        FileChange item = place("item", "content");
        Done move = new Done.Move(PathBytes.of(directory.resolve("sent")));
        spool.jam();
        try {
            assertInstanceOf(Disposal.Stuck.class, disposer.delivered(spool.attempt(item, move)));
            assertInstanceOf(Disposal.Stuck.class, disposer.delivered(spool.attempt(item, new Done.Delete())));
        } finally {
            spool.unjam();
        }
        assertEquals(List.of(), names(directory.resolve("sent")));
        assertEquals(DONE, disposer.delivered(spool.attempt(item, move)));
        assertEquals(List.of("item"), names(directory.resolve("sent")));
    }

    @Test
    void setsAsideWithTheReasonBesideIt() throws IOException {
        FileChange item = spool.place(HOSTILE, "content");
        assertEquals(DONE, disposer.givenUp(spool.attempt(item, new Done.Delete()), "exited 75\nsaid:\nno route\n"));
        Path failed = directory.resolve("spool/.failed");
        byte[] withEnd = new byte[HOSTILE.length + 7];
        System.arraycopy(HOSTILE, 0, withEnd, 0, HOSTILE.length);
        System.arraycopy(".reason".getBytes(StandardCharsets.US_ASCII), 0, withEnd, HOSTILE.length, 7);
        assertArrayEquals(
                "content".getBytes(StandardCharsets.US_ASCII),
                Files.readAllBytes(PathBytes.toPath(PathBytes.of(failed).resolve(HOSTILE))));
        String text = Files.readString(PathBytes.toPath(PathBytes.of(failed).resolve(withEnd)));
        assertTrue(text.contains("rule:      the rule\n"), text);
        assertTrue(text.contains("attempts:  2\n"), text);
        assertTrue(text.contains("item:      " + directory + "/spool/-\\xff\\n\\\\\" \n"), text);
        assertTrue(text.endsWith("reason:    exited 75\nsaid:\nno route\n"), text);
    }

    @Test
    void setsAsideUnderNamesThatAreFreeTogether() throws IOException {
        for (String content : List.of("first", "second")) {
            disposer.givenUp(spool.attempt(place("item", content), new Done.Delete()), content);
        }
        disposer.givenUp(spool.attempt(place("item.1.reason", "odd"), new Done.Delete()), "odd");
        Path failed = directory.resolve("spool/.failed");
        assertEquals(
                List.of("item", "item.1", "item.1.reason", "item.1.reason.1", "item.1.reason.1.reason", "item.reason"),
                names(failed));
        assertEquals("second", Files.readString(failed.resolve("item.1")));
        assertTrue(Files.readString(failed.resolve("item.1.reason")).contains("second"));
        assertEquals("odd", Files.readString(failed.resolve("item.1.reason.1")));
    }

    private static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        names.sort(null);
        return names;
    }
}
