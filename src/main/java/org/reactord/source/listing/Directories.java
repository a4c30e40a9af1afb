package org.reactord.source.listing;

import java.time.Duration;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.event.WatchedTree;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.natives.Clocks;
import org.reactord.natives.Directory;
import org.reactord.natives.Errno;
import org.reactord.natives.FileLease;
import org.reactord.natives.Natives;
import org.reactord.source.Arrivals;
import org.reactord.source.RootState;

/** Looks into a directory: which files are there, and which of them somebody still writes. */
public final class Directories {
    /** Where no lease is granted, who has not written for so long is believed to have ended. */
    private static final long STILL = Duration.ofSeconds(2).toNanos();

    private Directories() {}

    /** Hears of a file: {@link Change#WRITTEN} if it is complete, else {@link Change#CREATED}. */
    @FunctionalInterface
    public interface Listener {
        void found(FileEvent event) throws InterruptedException;
    }

    /** How well it could be looked at, and why not better. */
    public record Result(RootState.Kind kind, String detail) {
        private static final Result FINE = new Result(RootState.Kind.WATCHED, "");

        private static Result of(int errno) {
            boolean absent = errno == Errno.ENOENT || errno == Errno.ENOTDIR;
            return absent
                    ? new Result(RootState.Kind.WAITING, "it is not there")
                    : new Result(RootState.Kind.DEGRADED, "it cannot be read: " + Errno.message(-errno));
        }
    }

    /** Why nothing can be listed on this system; empty if it can. */
    static Optional<String> unavailable() {
        return Natives.unavailable();
    }

    /** Tells of every regular file directly in the root of the tree. */
    public static Result list(WatchedTree tree, Cause cause, Listener listener) throws InterruptedException {
        try (Directory directory = new Directory()) {
            int answer = directory.open(tree.root().bytes());
            if (answer < 0) {
                return Result.of(-answer);
            }
            Arrivals files = new Arrivals();
            while ((answer = directory.next()) > 0) {
                byte[] name = directory.name();
                if (FileStamps.look(tree.root().resolve(name)) instanceof Look.Found found) {
                    files.add(name, found.stamp().changed());
                }
                while (files.isDue(false)) {
                    tell(tree, files.next(), cause, listener);
                }
            }
            while (files.isDue(true)) {
                tell(tree, files.next(), cause, listener);
            }
            return answer < 0 ? Result.of(-answer) : Result.FINE;
        }
    }

    private static void tell(WatchedTree tree, byte[] name, Cause cause, Listener listener)
            throws InterruptedException {
        BytePath path = tree.root().resolve(name);
        // Asked before the look: what is seen afterwards is the whole of what a writer has left.
        FileLease.State lease = FileLease.ask(path.bytes()).state();
        if (FileStamps.look(path) instanceof Look.Found found && found.kind() == FileKind.REGULAR) {
            Change change = isComplete(lease, found.stamp()) ? Change.WRITTEN : Change.CREATED;
            listener.found(new FileEvent(
                    tree, path, change, FileKind.REGULAR, Optional.empty(), Optional.of(found.stamp()), cause));
        }
    }

    private static boolean isComplete(FileLease.State lease, FileStamp stamp) {
        return switch (lease) {
            case FREE -> true;
            case BEING_WRITTEN -> false;
            case UNKNOWN -> Clocks.realtime() - Math.max(stamp.modified(), stamp.changed()) >= STILL;
        };
    }
}
