package org.reactord.store;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.reactord.event.FileStamp;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.files.PathBytes;

/**
 * Moves one item to another directory without ever taking the place of a file there, without ever taking along a file
 * that is not the item, and so that it appears there at once and whole.
 *
 * <p>A hard link does all that: it fails where a name is taken, and what it leads to can be looked at before the old name
 * goes. Where links are not possible an empty file takes the name, and the item is renamed over it; where the directory
 * is on another file system the item is copied aside first.
 */
final class Mover {
    enum Move {
        MOVED,
        /** There is a file of that name; another name must be tried. */
        TAKEN,
        /** The item is gone, or another file has its name. */
        REPLACED
    }

    private final Path item;
    private final FileStamp stamp;
    private final Path directory;

    Mover(Path item, FileStamp stamp, Path directory) {
        this.item = item;
        this.stamp = stamp;
        this.directory = directory;
    }

    /** Tries one name in the directory. */
    Move moveTo(Path target) throws IOException {
        Look look = FileStamps.look(target);
        if (look instanceof Look.Found found) {
            // The first half of this very move, by a daemon that was killed in the middle of it.
            return found.stamp().sameContent(stamp) ? unlinked(target) : Move.TAKEN;
        }
        Look into = FileStamps.lookThrough(PathBytes.of(directory));
        boolean elsewhere = into instanceof Look.Found place && place.stamp().device() != stamp.device();
        return elsewhere ? copied(target) : linked(target);
    }

    private Move linked(Path target) throws IOException {
        try {
            Files.createLink(target, item);
        } catch (FileAlreadyExistsException taken) {
            return Move.TAKEN;
        } catch (NoSuchFileException gone) {
            if (isItem(item)) {
                throw gone;
            }
            return Move.REPLACED;
        } catch (IOException | UnsupportedOperationException noLinks) {
            return renamed(target);
        }
        return unlinked(target);
    }

    /** Something has both names now; whether it is the item can be seen at the new one, which nobody else touches. */
    private Move unlinked(Path target) throws IOException {
        if (!isItem(target)) {
            Files.deleteIfExists(target);
            return Move.REPLACED;
        }
        if (!isItem(item)) {
            return Move.MOVED;
        }
        try {
            Files.deleteIfExists(item);
            return Move.MOVED;
        } catch (IOException failed) {
            Files.deleteIfExists(target);
            throw failed;
        }
    }

    private Move renamed(Path target) throws IOException {
        if (!isItem(item)) {
            return Move.REPLACED;
        }
        if (!reserved(target)) {
            return Move.TAKEN;
        }
        try {
            Files.move(item, target, StandardCopyOption.ATOMIC_MOVE);
            return Move.MOVED;
        } catch (AtomicMoveNotSupportedException elsewhere) {
            Files.deleteIfExists(target);
            return copied(target);
        } catch (IOException failed) {
            Files.deleteIfExists(target);
            throw failed;
        }
    }

    private static boolean reserved(Path target) throws IOException {
        try {
            Files.createFile(target);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    private Move copied(Path target) throws IOException {
        Path aside = PathBytes.toPath(
                PathBytes.of(directory).resolve(Names.aside(PathBytes.of(item).name())));
        try {
            Files.copy(
                    item,
                    aside,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    LinkOption.NOFOLLOW_LINKS);
            Durable.file(aside);
            if (!isItem(item)) {
                return Move.REPLACED;
            }
            if (!placed(aside, target)) {
                return Move.TAKEN;
            }
            Durable.directory(directory);
            Files.deleteIfExists(item);
            return Move.MOVED;
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static boolean placed(Path aside, Path target) throws IOException {
        try {
            Files.createLink(target, aside);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (IOException | UnsupportedOperationException noLinks) {
            if (!reserved(target)) {
                return false;
            }
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }

    private boolean isItem(Path name) {
        return FileStamps.look(name) instanceof Look.Found found
                && found.stamp().sameContent(stamp);
    }
}
