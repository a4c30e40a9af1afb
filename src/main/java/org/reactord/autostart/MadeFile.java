package org.reactord.autostart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;

/**
 * A file that this program makes and removes, and knows again.
 *
 * @param open how a comment begins in it
 * @param close how a comment ends
 */
record MadeFile(Path path, String open, String close) {
    private static final String MARK = "Made by reactorctl autostart, which removes it if it is as it was made: ";

    /** What is there. */
    enum State {
        ABSENT,
        /** As it was made. */
        OURS,
        /** Made here, and changed by somebody since. */
        CHANGED,
        /** Somebody else's. */
        FOREIGN
    }

    State state() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return State.ABSENT;
        }
        if (!Files.isRegularFile(path)) {
            return State.FOREIGN;
        }
        String text = text();
        int mark = text.lastIndexOf(open + MARK);
        if (mark < 0) {
            return State.FOREIGN;
        }
        return text.equals(marked(text.substring(0, mark))) ? State.OURS : State.CHANGED;
    }

    String text() throws IOException {
        return Files.readString(path, StandardCharsets.ISO_8859_1); // each byte is a char, so nothing is malformed
    }

    /** Makes the file, or makes it anew; false if it is like this already. */
    boolean write(String body) throws IOException {
        String text = marked(new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        if (Files.exists(path) && text().equals(text)) {
            return false;
        }
        Files.createDirectories(path.getParent());
        Path aside = path.resolveSibling("." + path.getFileName() + ".new");
        Files.writeString(aside, text, StandardCharsets.ISO_8859_1);
        Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private String marked(String body) {
        CRC32 sum = new CRC32();
        sum.update(body.getBytes(StandardCharsets.ISO_8859_1));
        return body + open + MARK + Long.toHexString(sum.getValue()) + close + "\n";
    }

    void remove() throws IOException {
        Files.deleteIfExists(path);
    }
}
