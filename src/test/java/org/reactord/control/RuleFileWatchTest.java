package org.reactord.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of rule files that are not as they were, and when they are applied. */
class RuleFileWatchTest {
    private static final Map<String, Long> LOADED = Map.of("/r/10.yaml", 1L, "/r/20.yaml", 2L);

    private final FakeEngine engine = new FakeEngine();
    private final AtomicReference<Optional<Map<String, Long>>> disk = new AtomicReference<>(Optional.of(LOADED));
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger applied = new AtomicInteger();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final RuleFileWatch watch = new RuleFileWatch(
            engine,
            () -> {
                looks.incrementAndGet();
                return disk.get();
            },
            work -> {
                Thread thread = new Thread(work);
                threads.add(thread);
                return thread;
            });

    @AfterEach
    void close() {
        watch.close();
        threads.forEach(thread -> assertFalse(thread.isAlive()));
    }

    private void look(Optional<Map<String, Long>> found) {
        disk.set(found);
        int before = engine.changedFiles.size();
        watch.hint();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> engine.changedFiles.size() > before);
    }

    private List<String> told() {
        return engine.changedFiles.get(engine.changedFiles.size() - 1);
    }

    @Test
    void whatHasChangedComeAndGoneIsTold() {
        watch.begin(LOADED, null);
        look(Optional.of(Map.of("/r/10.yaml", 5L, "/r/30.yaml", 3L)));
        assertEquals(List.of("/r/10.yaml", "/r/20.yaml", "/r/30.yaml"), told());
        look(Optional.of(LOADED));
        assertEquals(List.of(), told());
    }

    @Test
    void aHintBeforeTheFirstRulesIsKept() {
        watch.hint();
        assertEquals(0, looks.get());
        watch.begin(Map.of(), null);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !engine.changedFiles.isEmpty());
        assertEquals(List.of("/r/10.yaml", "/r/20.yaml"), told());
    }

    @Test
    void eachStateIsAppliedOnce() {
        watch.begin(LOADED, applied::incrementAndGet);
        Optional<Map<String, Long>> wrong = Optional.of(Map.of("/r/10.yaml", 5L));
        look(wrong);
        look(wrong); // it was refused, and is as wrong as it was
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> applied.get() == 1);
        look(Optional.of(Map.of("/r/10.yaml", 6L)));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> applied.get() == 2);
        look(Optional.of(LOADED));
        look(wrong);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> applied.get() == 3);
    }

    @Test
    void aReloadThatWasInTheWayIsNoAnswer() {
        watch.begin(LOADED, applied::incrementAndGet);
        look(Optional.of(Map.of()));
        watch.again();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> applied.get() == 2);
    }

    @Test
    void aDirectoryThatIsGoneIsToldAndNotApplied() {
        watch.begin(LOADED, applied::incrementAndGet);
        look(Optional.empty());
        assertEquals(List.of("/r/10.yaml", "/r/20.yaml"), told());
        look(Optional.of(LOADED));
        assertEquals(0, applied.get());
    }

    @Test
    void afterASwapTheNewRulesAreWhatIsComparedWith() {
        watch.begin(LOADED, null);
        Map<String, Long> next = Map.of("/r/10.yaml", 7L);
        disk.set(Optional.of(next));
        watch.swap(next, () -> assertEquals(List.of(), engine.changedFiles));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !engine.changedFiles.isEmpty());
        assertEquals(List.of(), told());
    }
}
