package org.reactord.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;

/**
 * The changes that one job stands for: a path appears once, with the sum of what happened to it, in the order in which
 * paths were first touched.
 *
 * <p>So an atomic save (write a temporary name, rename it over the target) is one change of the target, and a name that
 * came and went within the window is nothing at all.
 */
public final class Changes {
    private final Map<BytePath, FileChange> byPath = new LinkedHashMap<>();

    /** Adds an event to the sum. */
    public void add(FileEvent event) {
        FileChange change = FileChange.of(event);
        FileChange before = byPath.get(event.path());
        switch (event.change()) {
            case DELETED -> {
                if (before != null && isNew(before)) {
                    byPath.remove(event.path());
                } else {
                    byPath.put(event.path(), change);
                }
            }
            case MOVED -> addMove(change);
            case ATTRIBUTES, CREATED -> {
                if (before == null || before.change() == Change.DELETED || before.change() == Change.ATTRIBUTES) {
                    byPath.put(event.path(), before != null && before.change() == Change.DELETED ? rewritten(change) : change);
                }
            }
            case WRITTEN -> byPath.put(event.path(), before != null && before.change() == Change.MOVED ? withStamp(before, change) : change);
        }
    }

    private void addMove(FileChange change) {
        BytePath old = change.from().orElse(change.path());
        FileChange origin = byPath.remove(old);
        FileChange target = byPath.get(change.path());
        if (origin != null && origin.change() != Change.ATTRIBUTES && origin.change() != Change.MOVED || target != null) {
            // The content was made under a name that nobody was told about: for the reader it was written here.
            byPath.put(change.path(), rewritten(change));
        } else if (origin != null && origin.change() == Change.MOVED) {
            byPath.put(change.path(), new FileChange(
                    change.root(), change.path(), Change.MOVED, change.kind(), origin.from(), change.stamp()));
        } else {
            byPath.put(change.path(), change);
        }
    }

    private static boolean isNew(FileChange change) {
        return change.change() == Change.CREATED;
    }

    private static FileChange rewritten(FileChange change) {
        return new FileChange(
                change.root(), change.path(), Change.WRITTEN, change.kind(), java.util.Optional.empty(), change.stamp());
    }

    private static FileChange withStamp(FileChange moved, FileChange written) {
        return new FileChange(
                moved.root(), moved.path(), Change.MOVED, written.kind(), moved.from(), written.stamp());
    }

    public boolean isEmpty() {
        return byPath.isEmpty();
    }

    public int size() {
        return byPath.size();
    }

    /** The sum so far, in order. */
    public List<FileChange> list() {
        return List.copyOf(byPath.values());
    }
}
