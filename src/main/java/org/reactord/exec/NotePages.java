package org.reactord.exec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * The files that notes are written to. Making and removing a file is most of what a note costs, and stands between an event
 * and its command; so a page that is not needed any more is made empty, and a few of them stay for the next notes. An empty
 * one says nothing to whoever reads them all.
 */
final class NotePages {
    /** As many as commands may usually run at once; more are removed when they are not needed any more. */
    private static final int MOST_BLANK = 4;

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private static final Set<StandardOpenOption> ANEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private static final FileAttribute<?> FOR_US_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    private final Deque<Path> blank = new ArrayDeque<>();
    private long last;

    NotePages(Path directory) {
        this.directory = directory;
    }

    /** One file, open. */
    static final class Page {
        private final Path path;
        private final FileChannel file;

        private Page(Path path, FileChannel file) {
            this.path = path;
            this.file = file;
        }

        /** Adds this to what it says. */
        void add(byte[] content) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }

        /** Says nothing any more. */
        void empty() throws IOException {
            file.truncate(0);
        }
    }

    /** An empty page. */
    Page take() throws IOException {
        Path path = blank.pollFirst();
        return path == null ? make() : anew(path);
    }

    /** What an earlier daemon has left may have the number. */
    private Page make() throws IOException {
        Path path;
        do {
            path = directory.resolve(Long.toString(++last));
        } while (Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        return new Page(path, FileChannel.open(path, NEW, FOR_US_ALONE));
    }

    /** The page at this place, which says nothing from now on. */
    static Page anew(Path path) throws IOException {
        return new Page(path, FileChannel.open(path, ANEW, FOR_US_ALONE));
    }

    /** A page that is not needed any more. */
    void giveBack(Page page) {
        if (emptied(page)) {
            blank.addFirst(page.path);
        } else {
            remove(page.path);
        }
    }

    private boolean emptied(Page page) {
        try (page.file) {
            if (blank.size() >= MOST_BLANK) {
                return false;
            }
            page.empty();
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** What cannot be removed is found at the next start. */
    static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException remains) {
            return;
        }
    }

    /** Removes the empty ones; those that say something stay for the next daemon. */
    void close() {
        blank.forEach(NotePages::remove);
        blank.clear();
    }
}
