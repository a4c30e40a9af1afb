package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.source.Bench.bytes;
import static org.reactord.source.Bench.deep;
import static org.reactord.source.Bench.delete;
import static org.reactord.source.Bench.deleteAll;
import static org.reactord.source.Bench.flat;
import static org.reactord.source.Bench.makeDirectories;
import static org.reactord.source.Bench.move;
import static org.reactord.source.Bench.quietly;
import static org.reactord.source.Bench.write;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactord.event.Change;
import org.reactord.event.WatchedTree;

/** Roots come and go, and are found again. */
interface RootContract extends OnBench {
    @Test
    default void aRootThatIsNotThereIsWaitedFor() {
        Path late = bench().root.resolve("late/by/far");
        WatchedTree tree = bench().watch(deep(late));
        assertEquals(RootState.Kind.WAITING, bench().sink.state(tree).kind());
        assertEquals(
                bytes(bench().root.resolve("late")) + " does not exist",
                bench().sink.state(tree).detail());
        Path first = write(makeDirectories(late.resolve("below")).resolve("a"), "text");
        bench().awaitTold(first, Change.WRITTEN);
        bench().awaitState(tree, RootState.Kind.WATCHED);
        bench().awaitTold(write(late.resolve("b"), "text"), Change.WRITTEN);
        bench().fence(late);
        assertEquals(1, bench().count(first, Change.WRITTEN));
    }

    @Test
    default void aRootThatIsMovedIntoPlaceIsFound() {
        Path root = bench().root.resolve("spool");
        WatchedTree tree = bench().watch(flat(root), WatchRequest.NOTHING);
        write(makeDirectories(bench().aside.resolve("spool")).resolve("a"), "text");
        move(bench().aside.resolve("spool"), root);
        bench().awaitTold(root.resolve("a"), Change.WRITTEN);
        bench().awaitState(tree, RootState.Kind.WATCHED);
    }

    @Test
    default void aRootMayGoAndComeTenTimes() {
        Path root = makeDirectories(bench().root.resolve("flapping"));
        WatchedTree tree = bench().watch(deep(root));
        for (int i = 0; i < 10; i++) {
            Path file = write(makeDirectories(root.resolve("below")).resolve("file" + i), "text");
            bench().awaitTold(file, Change.WRITTEN);
            deleteAll(root);
            if (i % 2 == 0) {
                bench().awaitState(tree, RootState.Kind.WAITING);
            }
        }
    }

    @Test
    default void aRootThatIsMovedAwayIsSilent() {
        Path root = makeDirectories(bench().root.resolve("spool"));
        WatchedTree tree = bench().watch(flat(root));
        Path away = move(root, bench().aside.resolve("spool"));
        bench().awaitState(tree, RootState.Kind.WAITING);
        write(away.resolve("a"), "text");
        write(makeDirectories(root).resolve("b"), "text");
        bench().awaitTold(root.resolve("b"), Change.WRITTEN);
        bench().fence(root);
        assertEquals(0, bench().count(root.resolve("a"), Change.WRITTEN));
    }

    @Test
    default void aRootThatIsSwappedForAnotherIsFollowed() {
        Path root = makeDirectories(bench().root.resolve("spool"));
        bench().watch(flat(root));
        write(makeDirectories(bench().aside.resolve("other")).resolve("a"), "text");
        move(root, bench().aside.resolve("old"));
        move(bench().aside.resolve("other"), root);
        bench().awaitTold(root.resolve("a"), Change.WRITTEN);
        bench().awaitTold(write(root.resolve("b"), "text"), Change.WRITTEN);
    }

    @Test
    default void aDirectoryMayBecomeAFileAndBack() {
        Path root = makeDirectories(bench().root.resolve("either"));
        WatchedTree tree = bench().watch(flat(root));
        delete(root);
        write(root, "a file now");
        bench().awaitTold(root, Change.WRITTEN);
        delete(root);
        bench().awaitState(tree, RootState.Kind.WAITING);
        makeDirectories(root);
        bench().awaitTold(write(root.resolve("a"), "text"), Change.WRITTEN);
        bench().awaitState(tree, RootState.Kind.WATCHED);
    }

    @Test
    default void aFileInThePlaceOfADirectoryIsWaitedToGo() {
        Path root = makeDirectories(bench().root.resolve("spool"));
        WatchedTree tree = bench().watch(new WatchedTree(bytes(root), false, true, List.of()));
        delete(root);
        write(root, "no spool");
        bench().awaitState(tree, RootState.Kind.WAITING);
        Bench.await(
                "the reason",
                () -> bench().sink.state(tree).detail().equals(bytes(root) + " is a file, not a directory"));
        delete(root);
        makeDirectories(root);
        bench().awaitTold(write(root.resolve("a"), "text"), Change.WRITTEN);
        bench().awaitState(tree, RootState.Kind.WATCHED);
        assertEquals(0, bench().count(root, Change.WRITTEN));
    }

    @Test
    default void aSingleFileIsWatchedByItsName() {
        Path root = write(bench().root.resolve("config"), "one");
        WatchedTree tree = bench().watch(flat(root));
        bench().awaitTold(root, Change.WRITTEN);
        assertEquals(RootState.Kind.WATCHED, bench().sink.state(tree).kind());
        for (int i = 2; i <= 4; i++) {
            int expected = i;
            write(bench().root.resolve("sibling" + i), "text");
            move(write(bench().root.resolve("config.tmp"), "save " + i), root);
            Bench.await("the save " + i, () -> bench().count(root, Change.WRITTEN) == expected);
        }
        delete(root);
        bench().awaitTold(root, Change.DELETED);
        bench().awaitState(tree, RootState.Kind.WAITING);
        write(root, "again");
        Bench.await("the file again", () -> bench().count(root, Change.WRITTEN) == 5);
        bench().awaitState(tree, RootState.Kind.WATCHED);
        assertTrue(bench().sink
                .fileEvents(event -> !event.path().equals(bytes(root)))
                .isEmpty());
    }

    @Test
    default void aSingleFileMayComeLater() {
        Path root = bench().root.resolve("etc/config");
        WatchedTree tree = bench().watch(flat(root), WatchRequest.NOTHING);
        assertEquals(RootState.Kind.WAITING, bench().sink.state(tree).kind());
        write(makeDirectories(bench().root.resolve("etc")).resolve("config"), "text");
        bench().awaitTold(root, Change.WRITTEN);
        bench().awaitState(tree, RootState.Kind.WATCHED);
    }

    @Test
    default void aRootMayBeASymlink() {
        Path link = quietly(bench().aside.resolve("link"), path -> Files.createSymbolicLink(path, bench().root));
        write(bench().root.resolve("before"), "text");
        bench().watch(deep(link));
        bench().awaitTold(link.resolve("before"), Change.WRITTEN);
        write(makeDirectories(bench().root.resolve("below")).resolve("after"), "text");
        bench().awaitTold(link.resolve("below/after"), Change.WRITTEN);
    }
}
