package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.source.Bench.bytes;
import static org.reactord.source.Bench.deep;
import static org.reactord.source.Bench.flat;
import static org.reactord.source.Bench.makeDirectories;
import static org.reactord.source.Bench.move;
import static org.reactord.source.Bench.quietly;
import static org.reactord.source.Bench.write;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.WatchedTree;

/** Which names belong to a tree, and which path they have. */
interface TreeContract extends OnBench {
    @Test
    default void aFlatTreeIsOneDirectory() {
        Path below = makeDirectories(bench().root.resolve("below"));
        bench().watch(flat(bench().root));
        Path made = makeDirectories(bench().root.resolve("made"));
        bench().awaitTold(made, Change.CREATED);
        write(below.resolve("a"), "text");
        write(made.resolve("b"), "text");
        bench().fence();
        assertTrue(bench().sink
                .fileEvents(event -> event.path().below(bytes(below)).isPresent()
                        || event.path().below(bytes(made)).isPresent())
                .isEmpty());
        assertEquals(1, bench().count(made, Change.CREATED));
    }

    @Test
    default void aDeepTreeGrowsWithoutLosingAnything() {
        bench().watch(deep(bench().root));
        Random random = new Random(1);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Path directory = bench().root.resolve("top" + random.nextInt(40));
            for (int depth = random.nextInt(5); depth > 0; depth--) {
                directory = directory.resolve("d" + random.nextInt(3));
            }
            files.add(write(makeDirectories(directory).resolve("file" + i), "text"));
        }
        files.forEach(file -> bench().awaitTold(file, Change.WRITTEN));
        bench().fence();
        files.forEach(file -> assertEquals(1, bench().count(file, Change.WRITTEN), file.toString()));
    }

    @Test
    default void aPrunedDirectoryIsNotLookedInto() {
        Path before = makeDirectories(bench().root.resolve("kept/.git/objects"));
        write(before.resolve("a"), "text");
        WatchedTree tree = bench().watch(deep(bench().root, ".git/", "skip/this/"));
        Path git = makeDirectories(bench().root.resolve("new/.git"));
        write(git.resolve("b"), "text");
        Path skipped = makeDirectories(bench().root.resolve("skip/this/all"));
        write(skipped.resolve("c"), "text");
        Path told = write(makeDirectories(bench().root.resolve("skip/that")).resolve("d"), "text");
        bench().awaitTold(told, Change.WRITTEN);
        bench().fence();
        assertTrue(bench().sink
                .fileEvents(event -> event.kind() != FileKind.DIRECTORY
                        && tree.prunes(event.relative().parent().orElse(event.relative())))
                .isEmpty());
        assertEquals(0, bench().count(skipped.resolve("c"), Change.WRITTEN));
        assertEquals(0, bench().count(before.resolve("a"), Change.WRITTEN));
    }

    @Test
    default void aSymlinkIsNotFollowedOutOfTheTree() {
        Path outside = makeDirectories(bench().aside.resolve("outside"));
        write(outside.resolve("secret"), "text");
        quietly(bench().root.resolve("link"), path -> Files.createSymbolicLink(path, outside));
        bench().watch(deep(bench().root));
        write(outside.resolve("another"), "text");
        bench().fence();
        assertTrue(bench().sink
                .fileEvents(event -> event.path().name().display().equals("secret")
                        || event.path().name().display().equals("another"))
                .isEmpty());
    }

    @Test
    default void aDirectoryThatIsMovedInIsFound() {
        bench().watch(deep(bench().root));
        Path made = makeDirectories(bench().aside.resolve("made/below"));
        write(made.resolve("a"), "text");
        move(bench().aside.resolve("made"), bench().root.resolve("in"));
        bench().awaitTold(bench().root.resolve("in/below/a"), Change.WRITTEN);
        Path later = write(bench().root.resolve("in/below/b"), "text");
        bench().awaitTold(later, Change.WRITTEN);
        bench().fence();
        assertEquals(1, bench().count(bench().root.resolve("in/below/a"), Change.WRITTEN));
        assertEquals(1, bench().count(later, Change.WRITTEN));
    }

    @Test
    default void whatIsBelowARenamedDirectoryHasItsNewPath() {
        Path first = makeDirectories(bench().root.resolve("a/b"));
        bench().watch(deep(bench().root));
        write(first.resolve("one"), "text");
        bench().awaitTold(first.resolve("one"), Change.WRITTEN);
        for (String name : List.of("x", "y")) {
            Path old =
                    name.equals("x") ? bench().root.resolve("a") : bench().root.resolve("x");
            Path renamed = move(old, bench().root.resolve(name));
            Path file = write(renamed.resolve("b/in-" + name), "text");
            bench().awaitTold(file, Change.WRITTEN);
            bench().fence();
            assertEquals(1, bench().count(file, Change.WRITTEN));
            assertEquals(0, bench().count(old.resolve("b/in-" + name), Change.WRITTEN));
        }
    }

    @Test
    default void aDeletedDirectoryIsTold() {
        Path directory = makeDirectories(bench().root.resolve("gone"));
        bench().watch(deep(bench().root));
        Bench.delete(directory);
        assertEquals(
                FileKind.DIRECTORY, bench().awaitTold(directory, Change.DELETED).kind());
    }

    @Test
    default void twoTreesOnOneDirectoryEachHearAll() {
        Path link = quietly(bench().aside.resolve("link"), path -> Files.createSymbolicLink(path, bench().root));
        WatchedTree flat = bench().watch(flat(bench().root));
        WatchedTree deep = bench().watch(deep(bench().root));
        WatchedTree linked = bench().watch(flat(link));
        Path file = write(bench().root.resolve("letter"), "text");
        bench().awaitTold(link.resolve("letter"), Change.WRITTEN);
        bench().fence();
        assertEquals(2, bench().count(file, Change.WRITTEN));
        assertEquals(1, bench().count(link.resolve("letter"), Change.WRITTEN));
        List<WatchedTree> told = bench()
                .sink
                .fileEvents(event -> event.path().name().equals(bytes(file).name()) && event.change() == Change.WRITTEN)
                .stream()
                .map(FileEvent::tree)
                .toList();
        assertTrue(told.containsAll(List.of(flat, deep, linked)));
    }

    @Test
    default void aFileThatIsRenamedWithinTheTreeIsNotLost() {
        Path file = write(bench().root.resolve("a"), "text");
        bench().watch(flat(bench().root));
        bench().awaitTold(file, Change.WRITTEN);
        Path renamed = move(file, bench().root.resolve("b"));
        bench().fence();
        assertEquals(1, bench().count(renamed, Change.MOVED) + bench().count(renamed, Change.WRITTEN));
        assertEquals(1, bench().count(renamed, Change.MOVED) + bench().count(file, Change.DELETED));
    }

    @Test
    @NativeOnly(Capability.MOVES)
    default void aRenameIsOneEventWithBothNames() {
        Path file = write(bench().root.resolve("a"), "text");
        Path below = makeDirectories(bench().root.resolve("below"));
        bench().watch(deep(bench().root));
        bench().awaitTold(file, Change.WRITTEN);
        Path renamed = move(file, below.resolve("b"));
        assertEquals(
                bytes(file), bench().awaitTold(renamed, Change.MOVED).from().orElseThrow());
        bench().fence();
        assertEquals(0, bench().count(file, Change.DELETED));
        assertEquals(0, bench().count(renamed, Change.WRITTEN));
        assertEquals(0, bench().count(renamed, Change.CREATED));
    }

    @Test
    @NativeOnly(Capability.MOVES)
    default void twoFilesThatChangePlacesAreBothTold() throws Exception {
        Path one = write(bench().root.resolve("one"), "text");
        Path other = write(makeDirectories(bench().root.resolve("below")).resolve("other"), "another text");
        bench().watch(deep(bench().root));
        bench().awaitTold(one, Change.WRITTEN);
        bench().awaitTold(other, Change.WRITTEN);
        bench().sink.clear();
        exchange(one, other);
        FileEvent back = bench().awaitTold(one, Change.MOVED);
        assertEquals(bytes(other), back.from().orElseThrow());
        bench().fence();
        // The second rename alone would mean that the other name is gone.
        List<FileEvent> told = bench().sink.fileEvents(event -> true);
        FileEvent again = bench().awaitTold(other, Change.WRITTEN);
        assertTrue(told.indexOf(again) > told.indexOf(back), told::toString);
        assertEquals(0, bench().count(one, Change.DELETED));
        assertEquals(0, bench().count(other, Change.DELETED));
    }

    /** {@code renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE)}. */
    private static void exchange(Path one, Path other) throws Exception {
        String number = System.getProperty("os.arch").equals("aarch64") ? "276" : "316";
        String program = "exit(syscall(shift() + 0, -100, $ARGV[0], -100, $ARGV[1], 2) == 0 ? 0 : 1)";
        Process perl = new ProcessBuilder("perl", "-e", program, number, one.toString(), other.toString())
                .inheritIO()
                .start();
        assertEquals(0, perl.waitFor());
    }

    @Test
    @NativeOnly(Capability.MOVED_OUT_DIRECTORIES)
    default void aDirectoryThatHasLeftIsSilent() {
        Path directory = makeDirectories(bench().root.resolve("leaves/below"));
        bench().watch(deep(bench().root));
        Path file = write(directory.resolve("a"), "text");
        bench().awaitTold(file, Change.WRITTEN);
        Path outside = move(bench().root.resolve("leaves"), bench().aside.resolve("left"));
        bench().awaitTold(bench().root.resolve("leaves"), Change.DELETED);
        bench().sink.clear();
        write(outside.resolve("below/leak"), "text");
        Bench.delete(outside.resolve("below/a"));
        bench().fence();
        assertTrue(bench().sink
                .fileEvents(event -> !event.path().name().display().startsWith("fence"))
                .isEmpty());
    }
}
