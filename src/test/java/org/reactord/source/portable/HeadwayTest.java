package org.reactord.source.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Event;
import org.reactord.event.WatchedTree;
import org.reactord.source.EventSink;
import org.reactord.source.Progress;
import org.reactord.source.Progress.Work;
import org.reactord.source.RootState;
import org.reactord.source.WatchRequest;

/** Long scans say how far they have come, and short ones say nothing. */
class HeadwayTest implements EventSink {
    private static final int NAMES = 350;

    @TempDir
    private Path directory;

    private final List<RootState> told = new ArrayList<>();
    private final Headway headway = new Headway(this);

    @Override
    public boolean offer(Event event) {
        return true;
    }

    @Override
    public void flush() {}

    @Override
    public void awaitRoom() {}

    @Override
    public void rootChanged(RootState state) {
        told.add(state);
    }

    @BeforeEach
    void names() throws IOException {
        Files.createDirectory(directory.resolve("below"));
        for (int i = 0; i < NAMES - 1; i++) {
            Files.createFile(directory.resolve("below/" + i));
        }
    }

    private Tree tree() {
        WatchedTree watched = new WatchedTree(BytePath.ofUtf8(directory.toString()), true, List.of());
        return new Tree(new WatchRequest(watched, WatchRequest.ALL, false));
    }

    private void walk(Tree tree, Scan scan, Duration each) {
        long now = 0;
        while (scan.next() != null) {
            now += each.toNanos();
            headway.made(tree, scan, now);
        }
        headway.over(tree);
    }

    @Test
    void aLongScanIsHeardOfOnceASecondAndAtItsEnd() {
        Tree tree = tree();
        walk(tree, Scan.all(tree.reach, Cause.OVERFLOW, WatchRequest.ALL, 0), Duration.ofMillis(10));
        assertEquals(4, told.size());
        assertEquals(
                Optional.of(new Progress(Work.COMPARING, 2, 100)), told.get(0).progress());
        assertEquals(300, told.get(2).progress().orElseThrow().names());
        assertEquals(Optional.empty(), told.get(3).progress());
    }

    @Test
    void aShortOneIsNot() {
        Tree tree = tree();
        walk(tree, Scan.all(tree.reach, Cause.START, WatchRequest.ALL, 0), Duration.ofMillis(2));
        assertTrue(told.isEmpty(), told::toString);
    }

    @Test
    void catchingUpIsCalledSo() {
        Tree tree = tree();
        walk(tree, Scan.all(tree.reach, Cause.START, 5, 0), Duration.ofMillis(10));
        assertEquals(Work.CATCHING_UP, told.get(0).progress().orElseThrow().work());
    }
}
