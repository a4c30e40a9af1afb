package org.reactord.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.rule.Done;
import org.reactord.rule.RuleSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does with items what the rule says once they need no more attempts, and never with any other file that has taken
 * their name: it looks right before it acts.
 */
final class Disposer {
    private static final Logger LOG = LoggerFactory.getLogger(Disposer.class);
    private static final Disposal DONE = new Disposal.Done();
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    /** What {@code done} says, for an item that was delivered. */
    Disposal delivered(Attempt attempt) {
        if (!(attempt.rule().source() instanceof RuleSource.Spool spool)) {
            return DONE;
        }
        Optional<Disposal> early = unlessThere(attempt);
        if (early.isPresent()) {
            return early.get();
        }
        FileChange item = attempt.changes().get(0);
        if (spool.done() instanceof Done.Delete) {
            return deleted(PathBytes.toPath(item.path()));
        }
        return spool.done() instanceof Done.Move move ? moved(item, move.directory(), Optional.empty()) : DONE;
    }

    /** Sets an item aside that was given up. */
    Disposal givenUp(Attempt attempt, String reason) {
        if (!(attempt.rule().source() instanceof RuleSource.Spool spool)) {
            return DONE;
        }
        String text = FailedItems.nameLine(attempt.rule().name()) + "job:       " + attempt.job() + "\nitem:      "
                + attempt.changes().get(0).path() + "\nattempts:  " + attempt.number() + "\ngiven up:  "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\nreason:    " + reason.strip() + "\n";
        return unlessThere(attempt).orElseGet(() -> moved(attempt.changes().get(0), spool.failed(), Optional.of(text)));
    }

    /** The answer if the item does not lie there any more as it was. */
    private static Optional<Disposal> unlessThere(Attempt attempt) {
        FileChange item = attempt.changes().get(0);
        Look look = FileStamps.look(item.path());
        if (look instanceof Look.Found found) {
            boolean same = found.kind() == FileKind.REGULAR
                    && item.stamp().filter(found.stamp()::sameContent).isPresent();
            return same ? Optional.empty() : Optional.of(new Disposal.Replaced());
        }
        return look instanceof Look.Hidden hidden
                ? Optional.of(new Disposal.Stuck("it cannot be looked at: " + hidden.reason()))
                : Optional.of(DONE);
    }

    private static Disposal deleted(Path item) {
        try {
            Files.delete(item);
            return DONE;
        } catch (NoSuchFileException gone) {
            return DONE;
        } catch (IOException failed) {
            return new Disposal.Stuck("it cannot be removed: " + Reasons.of(failed));
        }
    }

    private static Disposal moved(FileChange item, BytePath directory, Optional<String> reason) {
        FileStamp stamp = item.stamp().orElseThrow();
        Path from = PathBytes.toPath(item.path());
        Path into = PathBytes.toPath(directory);
        String cannot = "it cannot be moved to " + directory + ": ";
        try {
            Files.createDirectories(into);
            Path home = from.getParent();
            if (home != null && Files.isSameFile(home, into)) {
                return DONE;
            }
            Mover mover = new Mover(from, stamp, into);
            Mover.Move move = Mover.Move.TAKEN;
            for (int n = 0; move == Mover.Move.TAKEN; n++) {
                move = tryName(mover, item, directory, n, reason);
            }
            return move == Mover.Move.REPLACED ? new Disposal.Replaced() : DONE;
        } catch (IOException failed) {
            return new Disposal.Stuck(cannot + Reasons.of(failed));
        }
    }

    /** With a reason both names must be free, and the reason is there first. */
    private static Mover.Move tryName(Mover mover, FileChange item, BytePath directory, int n, Optional<String> reason)
            throws IOException {
        BytePath name = Names.numbered(item.path().name(), n, reason.isEmpty() ? "" : FailedItems.REASON);
        Path target = PathBytes.toPath(directory.resolve(name));
        if (reason.isEmpty()) {
            return mover.moveTo(target);
        }
        Path beside = PathBytes.toPath(directory.resolve(Names.beside(name, FailedItems.REASON)));
        if (isTaken(target) || isTaken(beside)) {
            return Mover.Move.TAKEN;
        }
        write(beside, reason.get());
        Mover.Move move = Mover.Move.TAKEN;
        try {
            move = mover.moveTo(target);
        } finally {
            if (move != Mover.Move.MOVED) {
                Files.deleteIfExists(beside);
            }
        }
        return move;
    }

    private static boolean isTaken(Path name) {
        return !(FileStamps.look(name) instanceof Look.Absent);
    }

    /** An item without its reason is better off than one that stays for want of room for it. */
    private static void write(Path file, String text) {
        try (java.nio.channels.SeekableByteChannel out = Files.newByteChannel(
                file, NEW, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException failed) {
            LOG.warn("{} cannot be written: {}; it would have said: {}", PathBytes.of(file), Reasons.of(failed), text);
        }
    }

    /** Makes a spool's removals last; where that is refused they last as long as the system is not switched off. */
    static void sync(BytePath spool) {
        try {
            Durable.directory(PathBytes.toPath(spool));
        } catch (IOException refused) {
            LOG.debug("{} cannot be synced: {}", spool, Reasons.of(refused));
        }
    }
}
