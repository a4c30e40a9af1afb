package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.source.Bench.bytes;
import static org.reactord.source.Bench.deep;
import static org.reactord.source.Bench.flat;
import static org.reactord.source.Bench.makeDirectories;
import static org.reactord.source.Bench.write;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.Overflow;
import org.reactord.event.WatchedTree;

/** Whatever is lost on the way is found again by comparing. */
interface OverflowContract extends OnBench {
    @Test
    default void aRescanTellsEveryCompleteFileForTheCauseNamed() {
        Path one = write(bench().root.resolve("one"), "text");
        Path two = write(makeDirectories(bench().root.resolve("below")).resolve("two"), "text");
        WatchedTree tree = bench().watch(deep(bench().root));
        bench().awaitTold(two, Change.WRITTEN);
        bench().fence();
        bench().sink.clear();
        bench().source().rescan(tree, Cause.MANUAL);
        assertEquals(Cause.MANUAL, bench().awaitTold(one, Change.WRITTEN).cause());
        assertEquals(Cause.MANUAL, bench().awaitTold(two, Change.WRITTEN).cause());
        bench().fence();
        assertEquals(1, bench().count(one, Change.WRITTEN));
        assertEquals(1, bench().count(two, Change.WRITTEN));
    }

    @Test
    default void aRescanOfATreeThatIsNotWatchedIsNothing() {
        bench().source().rescan(flat(bench().root), Cause.MANUAL);
        write(bench().root.resolve("one"), "text");
        WatchedTree tree = bench().watch(flat(bench().root));
        bench().fence();
        assertEquals(RootState.Kind.WATCHED, bench().sink.state(tree).kind());
    }

    @Test
    default void whatASinkRefusesIsToldAgainAfterAnOverflow() {
        Path gone = write(bench().root.resolve("gone"), "text");
        WatchedTree tree = bench().watch(flat(bench().root));
        bench().awaitTold(gone, Change.WRITTEN);
        bench().fence();
        bench().sink.clear();
        bench().sink.refuse();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            files.add(write(bench().root.resolve("file" + i), "text"));
        }
        Bench.delete(gone);
        Bench.await("a refusal", () -> bench().sink.refused() > 0);
        bench().sink.accept();
        files.forEach(file -> bench().awaitTold(file, Change.WRITTEN));
        bench().awaitTold(gone, Change.DELETED);
        assertTrue(bench().sink.events().get(0) instanceof Overflow overflow
                && overflow.tree().equals(tree));
        bench().fence();
        files.forEach(file -> assertEquals(1, bench().count(file, Change.WRITTEN)));
        files.forEach(file -> assertEquals(
                Cause.OVERFLOW, bench().awaitTold(file, Change.WRITTEN).cause()));
        Path later = write(bench().root.resolve("later"), "text");
        assertEquals(Cause.EVENT, bench().awaitTold(later, Change.WRITTEN).cause());
    }

    @Test
    default void aSinkThatRefusesNowAndThenMissesNothing() {
        bench().watch(flat(bench().root));
        List<Path> files = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            int refused = bench().sink.refused();
            bench().sink.refuse();
            for (int i = 0; i < 20; i++) {
                files.add(write(bench().root.resolve(round + "-" + i), "text"));
            }
            Bench.await("a refusal", () -> bench().sink.refused() > refused);
            bench().sink.accept();
            bench().fence();
        }
        files.forEach(file -> bench().awaitTold(file, Change.WRITTEN));
    }

    @Test
    default void aBurstIsNotLost() {
        WatchedTree tree = bench().watch(flat(bench().root));
        Set<BytePath> files = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            files.add(bytes(write(bench().root.resolve("file" + i), "")));
        }
        Bench.await("all files of the burst", () -> told(tree).containsAll(files));
        Path later = write(bench().root.resolve("later"), "text");
        bench().awaitTold(later, Change.WRITTEN);
        assertEquals(RootState.Kind.WATCHED, bench().sink.state(tree).kind());
    }

    private Set<BytePath> told(WatchedTree tree) {
        Set<BytePath> told = new HashSet<>();
        for (FileEvent event : bench().sink.fileEvents(event -> event.change() == Change.WRITTEN)) {
            if (event.tree().equals(tree)) {
                told.add(event.path());
            }
        }
        return told;
    }

    @Test
    default void anEndWhileTheSinkIsFullIsAnEnd() {
        bench().watch(flat(bench().root));
        bench().sink.refuse();
        write(bench().root.resolve("file"), "text");
        Bench.await("a refusal", () -> bench().sink.refused() > 0);
        bench().source().close();
        bench().threads().forEach(thread -> assertTrue(!thread.isAlive(), thread.getName()));
    }
}
