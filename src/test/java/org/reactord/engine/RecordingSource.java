package org.reactord.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.WatchedTree;
import org.reactord.source.EventSource;
import org.reactord.source.Unfinished;
import org.reactord.source.WatchRequest;

/** A source that sees nothing by itself and remembers what it was asked. */
final class RecordingSource implements EventSource {
    /** A request to compare. */
    record Rescan(WatchedTree tree, Cause cause) {}

    private final List<List<WatchRequest>> watched = new ArrayList<>();
    private final List<Rescan> rescans = new ArrayList<>();
    private final List<Runnable> unarmed = new ArrayList<>();
    private long toldUntil = Long.MAX_VALUE;
    private boolean slow;

    /** Says that its watches are armed only when told to. */
    void slow() {
        slow = true;
    }

    void arm() {
        List.copyOf(unarmed).forEach(Runnable::run);
        unarmed.clear();
    }

    /** What each call asked for. */
    List<List<WatchRequest>> watched() {
        return watched;
    }

    Optional<WatchRequest> requestFor(WatchedTree tree) {
        return watched.get(watched.size() - 1).stream()
                .filter(request -> request.tree().equals(tree))
                .findFirst();
    }

    List<Rescan> rescans() {
        return rescans;
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public void watch(Collection<WatchRequest> requests, Runnable armed) {
        watched.add(List.copyOf(requests));
        unarmed.add(armed);
        if (!slow) {
            arm();
        }
    }

    @Override
    public void rescan(WatchedTree tree, Cause cause) {
        rescans.add(new Rescan(tree, cause));
    }

    /** Answers at once with the instant set. */
    @Override
    public void toldUntil(Collection<WatchedTree> trees, LongConsumer answer) {
        answer.accept(toldUntil);
    }

    /** Nothing waits in a source that only records. */
    @Override
    public void unfinished(BytePath path, Consumer<List<Unfinished>> answer) {
        answer.accept(List.of());
    }

    void toldUntil(long instant) {
        toldUntil = instant;
    }

    @Override
    public void close() {}
}
