package org.reactord.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.reactord.event.BytePath;

/** Makes names for files that must not take another's place; bytes, and no longer than a name may be. */
final class Names {
    /** NAME_MAX of every file system that matters (limits.h). */
    static final int LONGEST = 255;

    private Names() {}

    /** The name itself for 0, else {@code name.1}, {@code name.2} …, so short that the spare ending would still fit. */
    static BytePath numbered(BytePath name, int n, String spare) {
        if (n == 0) {
            return name;
        }
        byte[] longest = fitted("", name, "." + n + spare).bytes();
        return BytePath.of(Arrays.copyOf(longest, longest.length - spare.length()));
    }

    /** The name of what lies beside a file: its own, or as much of it as there is room for, and this ending. */
    static BytePath beside(BytePath name, String end) {
        return fitted("", name, end);
    }

    /** For a file that becomes {@code name} when it is complete: hidden, so that nobody takes it for an item. */
    static BytePath aside(BytePath name) {
        return fitted(".", name, ".reactor");
    }

    /** The same, of a name that several may give at a time; each has something else that is unique. */
    static BytePath aside(BytePath name, String unique) {
        return fitted(".", name, "." + unique + ".reactor");
    }

    private static BytePath fitted(String begin, BytePath name, String end) {
        byte[] middle = name.bytes();
        int room = LONGEST - begin.length() - end.length();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(begin.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(middle.length <= room ? middle : Arrays.copyOf(middle, room));
        bytes.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        return BytePath.of(bytes.toByteArray());
    }
}
