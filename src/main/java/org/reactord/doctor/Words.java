package org.reactord.doctor;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.reactord.event.BytePath;
import org.reactord.event.SafeText;
import org.reactord.files.PathBytes;

/** Small turns of phrase. */
final class Words {
    private static final Pattern PLAIN = Pattern.compile("[\\w./+,:@=-]+");
    private static final long STEP = 1024;

    private Words() {}

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

    static String count(long number, String noun) {
        return number + " " + (number == 1 ? noun : noun + "s");
    }

    /** {@code 3.4 GiB}. */
    static String bytes(long bytes) {
        if (bytes < STEP) {
            return bytes + " B";
        }
        String[] units = {"KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        long whole = bytes / STEP;
        long tenths = bytes % STEP * 10 / STEP;
        while (whole >= STEP && unit < units.length - 1) {
            tenths = whole % STEP * 10 / STEP;
            whole /= STEP;
            unit++;
        }
        return whole + "." + tenths + " " + units[unit];
    }
}
