package org.reactord.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reactord.event.BytePath;
import org.reactord.event.FileKind;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.files.PathBytes;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;

/**
 * Brings back into its spool what a rule has given up: each file that has its reason beside it, and that reason names
 * this rule, since several may share a directory. Whatever else lies there is somebody else's. Confined to the thread
 * {@code store}, but for {@link #count}.
 */
public final class FailedItems {
    static final String REASON = ".reason";
    private static final int BEGINNING = 4096;

    private final Rule rule;
    private final RuleSource.Spool spool;
    private final List<String> troubles = new ArrayList<>();
    private int items;

    private FailedItems(Rule rule, RuleSource.Spool spool) {
        this.rule = rule;
        this.spool = spool;
    }

    /** How many there are to be brought back; moves none, and may be asked by anybody. */
    public static int count(Rule rule) {
        return rule.source() instanceof RuleSource.Spool spool
                ? new FailedItems(rule, spool).found().size()
                : 0;
    }

    static BroughtBack bringBack(Rule rule) {
        return rule.source() instanceof RuleSource.Spool spool
                ? new FailedItems(rule, spool).all()
                : new BroughtBack(0, List.of());
    }

    /** The line of a reason by which its rule is known again. */
    static String nameLine(String rule) {
        return "rule:      " + rule + "\n";
    }

    private BroughtBack all() {
        for (Path item : found()) {
            try {
                bringBack(item);
            } catch (IOException failed) {
                troubles.add(PathBytes.of(item) + " cannot be moved back to " + spool.directory() + ": "
                        + Reasons.of(failed));
            }
        }
        if (items > 0) {
            Disposer.sync(spool.directory());
        }
        return new BroughtBack(items, troubles);
    }

    private List<Path> found() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(PathBytes.toPath(spool.failed()))) {
            for (Path file : files) {
                Path reason = reasonOf(file);
                // The reason of a name of full length, cut to fit, would be its own.
                if (!reason.equals(file) && isRegular(file) && isRegular(reason) && isOurs(reason)) {
                    found.add(file);
                }
            }
        } catch (NoSuchFileException nothingWasEverGivenUp) {
            return List.of();
        } catch (DirectoryIteratorException failed) {
            troubles.add(spool.failed() + " cannot be read: " + failed.getMessage());
        } catch (IOException failed) {
            troubles.add(spool.failed() + " cannot be read: " + Reasons.of(failed));
        }
        found.sort(null);
        return found;
    }

    private Path reasonOf(Path item) {
        BytePath name = Names.beside(PathBytes.of(item).name(), REASON);
        return PathBytes.toPath(spool.failed().resolve(name));
    }

    private static boolean isRegular(Path file) {
        return FileStamps.look(file) instanceof Look.Found found && found.kind() == FileKind.REGULAR;
    }

    private boolean isOurs(Path reason) {
        try (SeekableByteChannel in = Files.newByteChannel(reason)) {
            ByteBuffer beginning = ByteBuffer.allocate(BEGINNING);
            int read = in.read(beginning);
            while (read > 0 && beginning.hasRemaining()) {
                read = in.read(beginning); // a read may give less than there is
            }
            String text = StandardCharsets.UTF_8.decode(beginning.flip()).toString();
            return text.startsWith(nameLine(rule.name()));
        } catch (IOException unreadable) {
            troubles.add(PathBytes.of(reason) + " cannot be read: " + Reasons.of(unreadable));
            return false;
        }
    }

    private void bringBack(Path item) throws IOException {
        if (!(FileStamps.look(item) instanceof Look.Found found)) {
            return;
        }
        Path directory = PathBytes.toPath(spool.directory());
        Mover mover = new Mover(item, found.stamp(), directory);
        Mover.Move move = Mover.Move.TAKEN;
        for (int n = 0; move == Mover.Move.TAKEN; n++) {
            BytePath name = Names.numbered(PathBytes.of(item).name(), n, "");
            move = mover.moveTo(PathBytes.toPath(spool.directory().resolve(name)));
        }
        if (move == Mover.Move.MOVED) {
            items++;
            Files.deleteIfExists(reasonOf(item));
        }
    }
}
