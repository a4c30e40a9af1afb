package org.reactord.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    /** Immutable and small while there is at most one path: that is what most of fifty thousand waiting jobs have. */
    private Map<BytePath, FileChange> byPath = Map.of();

    private boolean told;

    /** A command has been told of these: from now on a name that goes again is a change, not nothing. */
    public void tell() {
        told = true;
    }

    /** Adds an event to the sum. */
    public void add(FileEvent event) {
        add(FileChange.of(event));
    }

    /** Adds what another job stood for, as later changes. */
    public void addAll(Changes later) {
        later.byPath.values().forEach(this::add);
    }

    /** Adds a change to the sum. */
    void add(FileChange change) {
        FileChange before = byPath.get(change.path());
        switch (change.change()) {
            case DELETED -> addDeletion(change, before);
            case MOVED -> addMove(change);
            case CREATED, ATTRIBUTES -> {
                if (before == null || before.change() == Change.ATTRIBUTES) {
                    put(change.path(), change);
                } else if (before.change() == Change.DELETED) {
                    put(change.path(), rewritten(change));
                }
            }
            case WRITTEN ->
                put(
                        change.path(),
                        before != null && before.change() == Change.MOVED ? withStampOf(before, change) : change);
        }
    }

    private void addDeletion(FileChange change, @Nullable FileChange before) {
        if (before != null && before.change() == Change.CREATED && !told) {
            remove(change.path());
            return;
        }
        put(change.path(), change);
        leave(before);
    }

    private void addMove(FileChange change) {
        BytePath old = change.from().orElse(change.path());
        FileChange origin = remove(old);
        FileChange target = byPath.get(change.path());
        boolean madeHere = origin != null && (origin.change() == Change.CREATED || origin.change() == Change.WRITTEN);
        if (!told && origin != null && (madeHere || target != null)) {
            // The content was made under a name that nobody was told about: for the reader it was written here.
            put(change.path(), rewritten(change));
        } else if (origin != null && origin.change() == Change.MOVED) {
            put(
                    change.path(),
                    origin.from().equals(Optional.of(change.path())) ? rewritten(change) : from(origin, change));
        } else {
            put(change.path(), change);
        }
        leave(target);
    }

    /** What has been taken away again or written over had come from another name, and that one is gone as well. */
    private void leave(@Nullable FileChange moved) {
        Optional<BytePath> old = moved == null ? Optional.empty() : moved.from();
        if (moved != null && old.isPresent() && !byPath.containsKey(old.get())) {
            put(
                    old.get(),
                    new FileChange(
                            moved.root(), old.get(), Change.DELETED, moved.kind(), Optional.empty(), Optional.empty()));
        }
    }

    private static FileChange from(FileChange origin, FileChange change) {
        return new FileChange(change.root(), change.path(), Change.MOVED, change.kind(), origin.from(), change.stamp());
    }

    private void put(BytePath path, FileChange change) {
        boolean only = byPath.isEmpty() || (byPath.size() == 1 && byPath.containsKey(path));
        if (only) {
            byPath = Map.of(path, change);
        } else {
            growing().put(path, change);
        }
    }

    private @Nullable FileChange remove(BytePath path) {
        return byPath.containsKey(path) ? growing().remove(path) : null;
    }

    private Map<BytePath, FileChange> growing() {
        if (!(byPath instanceof LinkedHashMap)) {
            byPath = new LinkedHashMap<>(byPath);
        }
        return byPath;
    }

    private static FileChange rewritten(FileChange change) {
        return new FileChange(
                change.root(), change.path(), Change.WRITTEN, change.kind(), Optional.empty(), change.stamp());
    }

    private static FileChange withStampOf(FileChange moved, FileChange written) {
        return new FileChange(moved.root(), moved.path(), Change.MOVED, written.kind(), moved.from(), written.stamp());
    }

    public boolean isEmpty() {
        return byPath.isEmpty();
    }

    public int size() {
        return byPath.size();
    }

    /** The change of the path that was touched first. */
    public Optional<FileChange> first() {
        return byPath.values().stream().findFirst();
    }

    /** The sum so far, in order. */
    public List<FileChange> list() {
        return List.copyOf(byPath.values());
    }
}
