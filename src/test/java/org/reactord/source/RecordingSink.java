package org.reactord.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.Event;
import org.reactord.event.FileEvent;
import org.reactord.event.WatchedTree;

/** Keeps all that a source tells; can refuse events, as a full inbox does. Locks itself. */
final class RecordingSink implements EventSink {
    private final List<Event> events = new ArrayList<>();
    private final Map<WatchedTree, RootState> states = new LinkedHashMap<>();
    private boolean full;
    private int refused;
    private int flushed;

    @Override
    public synchronized boolean offer(Event event) {
        if (full) {
            refused++;
            return false;
        }
        return events.add(event);
    }

    @Override
    public synchronized void flush() {
        flushed = events.size();
    }

    @Override
    public synchronized void awaitRoom() throws InterruptedException {
        flush();
        while (full) {
            wait();
        }
    }

    @Override
    public synchronized void rootChanged(RootState state) {
        states.put(state.tree(), state);
    }

    synchronized void refuse() {
        full = true;
    }

    synchronized void accept() {
        full = false;
        notifyAll();
    }

    synchronized int refused() {
        return refused;
    }

    synchronized void clear() {
        events.clear();
        flushed = 0;
    }

    /** What may be handled. A source that forgets to flush has told nothing. */
    synchronized List<Event> events() {
        return List.copyOf(events.subList(0, flushed));
    }

    synchronized RootState state(WatchedTree tree) {
        RootState state = states.get(tree);
        return state == null ? new RootState(tree, RootState.Kind.DEGRADED, "nothing was told", 0) : state;
    }

    List<FileEvent> fileEvents(Predicate<FileEvent> wanted) {
        List<FileEvent> found = new ArrayList<>();
        for (Event event : events()) {
            if (event instanceof FileEvent file && wanted.test(file)) {
                found.add(file);
            }
        }
        return found;
    }

    List<FileEvent> of(BytePath path) {
        return fileEvents(event -> event.path().equals(path));
    }

    List<FileEvent> of(BytePath path, Change change) {
        return fileEvents(event -> event.path().equals(path) && event.change() == change);
    }
}
