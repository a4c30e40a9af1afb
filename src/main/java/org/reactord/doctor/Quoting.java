package org.reactord.doctor;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.reactord.event.BytePath;
import org.reactord.event.SafeText;
import org.reactord.files.PathBytes;

/** How paths and texts stand in advice that a person may copy. */
final class Quoting {
    private static final Pattern PLAIN = Pattern.compile("[\\w./+,:@=-]+");

    private Quoting() {}

    static String path(Path path) {
        return PathBytes.of(path.toAbsolutePath()).display();
    }

    /** A path in a command that a person may copy. */
    static String quoted(Path path) {
        return quoted(PathBytes.of(path.toAbsolutePath()));
    }

    static String quoted(BytePath path) {
        return asWord(path.display());
    }

    /** A text as one word of a shell's line. */
    static String word(String text) {
        return asWord(SafeText.ofText(text));
    }

    private static String asWord(String shown) {
        return PLAIN.matcher(shown).matches() ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }
}
