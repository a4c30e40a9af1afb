package org.reactord.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether stderr is the journal's: {@code $JOURNAL_STREAM} names it by device and inode (systemd.exec(5)). */
final class Journal {
    private Journal() {}

    static boolean listens() {
        String named = System.getenv("JOURNAL_STREAM");
        if (named == null) {
            return false;
        }
        try {
            Path stderr = Path.of("/proc/self/fd/2");
            return named.equals(Files.getAttribute(stderr, "unix:dev") + ":" + Files.getAttribute(stderr, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }
}
