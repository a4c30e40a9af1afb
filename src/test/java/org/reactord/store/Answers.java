package org.reactord.store;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.reactord.job.Attempt;

/** Hears what became of items. */
final class Answers implements StoreListener {
    private final List<Optional<String>> troubles = new ArrayList<>();
    private final List<Attempt> inOrder = new ArrayList<>();
    private final Map<Long, Disposal> byRun = new ConcurrentHashMap<>();

    @Override
    public synchronized void disposed(Attempt attempt, Disposal disposal) {
        inOrder.add(attempt);
        if (byRun.put(attempt.run(), disposal) != null) {
            throw new AssertionError("a second answer for " + attempt);
        }
    }

    @Override
    public synchronized void troubled(Optional<String> reason) {
        troubles.add(reason);
    }

    /** What was told of the state directory, in order. */
    synchronized List<Optional<String>> troubles() {
        return List.copyOf(troubles);
    }

    synchronized List<Attempt> inOrder() {
        return List.copyOf(inOrder);
    }

    Disposal of(Attempt attempt) {
        awaitUntil(() -> byRun.containsKey(attempt.run()));
        return Objects.requireNonNull(byRun.get(attempt.run()));
    }

    void awaitUntil(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .until(condition);
    }
}
