package org.reactord.event;

import java.util.List;
import java.util.Optional;

/** Makes events as a source would tell them; every look at a name finds another file, unless the stamp is given. */
public final class Seen {
    private static long serial;

    private final WatchedTree tree;
    private final Cause cause;

    private Seen(WatchedTree tree, Cause cause) {
        this.tree = tree;
        this.cause = cause;
    }

    /** In the tree below this directory, whole. */
    public static Seen below(String root) {
        return in(new WatchedTree(BytePath.ofUtf8(root), true, List.of()));
    }

    public static Seen in(WatchedTree tree) {
        return new Seen(tree, Cause.EVENT);
    }

    public Seen because(Cause other) {
        return new Seen(tree, other);
    }

    /** A state of a file that was never seen before. */
    public static FileStamp newStamp() {
        serial++;
        return new FileStamp(1, 1000 + serial, 10, serial, serial);
    }

    public FileEvent written(String name) {
        return written(name, newStamp());
    }

    public FileEvent written(String name, FileStamp stamp) {
        return event(name, Change.WRITTEN, FileKind.REGULAR, Optional.empty(), Optional.of(stamp));
    }

    public FileEvent created(String name) {
        return event(name, Change.CREATED, FileKind.REGULAR, Optional.empty(), Optional.of(newStamp()));
    }

    public FileEvent attributes(String name) {
        return event(name, Change.ATTRIBUTES, FileKind.REGULAR, Optional.empty(), Optional.of(newStamp()));
    }

    public FileEvent deleted(String name) {
        return event(name, Change.DELETED, FileKind.UNKNOWN, Optional.empty(), Optional.empty());
    }

    public FileEvent moved(String from, String to) {
        return moved(from, to, newStamp());
    }

    public FileEvent moved(String from, String to, FileStamp stamp) {
        return event(to, Change.MOVED, FileKind.REGULAR, Optional.of(path(from)), Optional.of(stamp));
    }

    public FileEvent kind(String name, FileKind kind) {
        return event(name, Change.WRITTEN, kind, Optional.empty(), Optional.of(newStamp()));
    }

    /** A directory whose names have changed. */
    public FileEvent directory(String name, FileStamp stamp) {
        return event(name, Change.WRITTEN, FileKind.DIRECTORY, Optional.empty(), Optional.of(stamp));
    }

    public BytePath path(String name) {
        return tree.root().resolve(BytePath.ofUtf8(name));
    }

    public FileEvent event(
            String name, Change change, FileKind kind, Optional<BytePath> from, Optional<FileStamp> stamp) {
        return new FileEvent(tree, path(name), change, kind, from, stamp, cause);
    }
}
