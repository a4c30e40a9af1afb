package org.reactord.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;

/**
 * The changes that one job stands for: a path appears once, with the sum of what happened to it, in the order in which
 * paths were first touched.
 *
 * <p>So an atomic save (write a temporary name, rename it over the target) is one change of the target: written, from the
 * name that is no more. For who follows the list, every name that has gone is one that was deleted, or one that something
 * came from; only a name that was seen to come and to go within the window is nothing at all.
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
                        before != null && before.from().isPresent()
                                ? with(change, before.change(), before.from(), change.stamp())
                                : change);
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
        put(change.path(), origin == null ? change : sum(origin, old, target != null, change));
        if (origin != null && origin.from().isPresent()) {
            // The sum says of one old name that it is gone; whether there was a file of this one before nobody knows.
            put(old, gone(change, old));
        }
        leave(target);
    }

    /** What is under the new name of something that had changed, or come, under its old name before. */
    private FileChange sum(FileChange origin, BytePath old, boolean written, FileChange change) {
        Optional<BytePath> from = origin.from().or(() -> Optional.of(old));
        boolean back = from.equals(Optional.of(change.path()));
        if (change.kind() == FileKind.DIRECTORY) {
            // Moved, whatever happened before: changes of what is in it were told below names that it has no more.
            return with(change, Change.MOVED, back ? Optional.of(old) : from, change.stamp());
        }
        boolean born = origin.change() == Change.CREATED && !told;
        if (born || back) {
            return rewritten(change);
        }
        boolean newContent = !told && (origin.change() == Change.WRITTEN || written);
        return with(change, newContent ? Change.WRITTEN : Change.MOVED, from, change.stamp());
    }

    /** What has been taken away again or written over had come from another name, and that one is gone as well. */
    private void leave(@Nullable FileChange moved) {
        Optional<BytePath> old = moved == null ? Optional.empty() : moved.from();
        if (moved != null && old.isPresent() && !byPath.containsKey(old.get())) {
            put(old.get(), gone(moved, old.get()));
        }
    }

    private static FileChange gone(FileChange moved, BytePath old) {
        return new FileChange(moved.root(), old, Change.DELETED, moved.kind(), Optional.empty(), Optional.empty());
    }

    private static FileChange with(FileChange change, Change what, Optional<BytePath> from, Optional<FileStamp> stamp) {
        return new FileChange(change.root(), change.path(), what, change.kind(), from, stamp);
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
        return with(change, Change.WRITTEN, Optional.empty(), change.stamp());
    }

    public boolean isEmpty() {
        return byPath.isEmpty();
    }

    /** True if something is known of this path. */
    public boolean has(BytePath path) {
        return byPath.containsKey(path);
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
