package org.reactord.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.ByteText;

/** What is mounted where, at one instant: proc_pid_mountinfo(5). */
public final class MountTable {
    /**
     * One mount. The kernel gives the number of one that is gone to the next one.
     *
     * @param source what was mounted: a device, a server's directory, any word; as {@link ByteText} says
     * @param options of the mount, and after them those of its file system
     */
    public record Mount(long id, BytePath target, String type, String source, String options) {
        /** True if both are the same mount at the same place, whatever has become of its options since. */
        public boolean isStill(Mount other) {
            return id == other.id
                    && target.equals(other.target)
                    && type.equals(other.type)
                    && source.equals(other.source);
        }
    }

    /** Nothing is mounted anywhere. */
    public static final MountTable EMPTY = new MountTable(Map.of());

    private static final Path FILE = Path.of("/proc/self/mountinfo");
    private static final String SEPARATOR = " - ";
    private static final int TARGET = 4;
    private static final int OPTIONS = 5;
    private static final int TYPE = 0;
    private static final int SOURCE = 1;
    private static final int OF_FILE_SYSTEM = 2;

    private final Map<String, Mount> byLine;
    private final Map<Long, Mount> mounts = new LinkedHashMap<>();

    private MountTable(Map<String, Mount> byLine) {
        this.byLine = byLine;
        byLine.values().forEach(mount -> mounts.put(mount.id(), mount));
    }

    /** As it is now; empty where there is no /proc. */
    public static MountTable read() {
        try {
            return parse(new String(Files.readAllBytes(FILE), StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            return EMPTY;
        }
    }

    /** The table that this is the text of, one char a byte. Lines that end early are left out. */
    public static MountTable parse(String text) {
        return EMPTY.next(text);
    }

    /** The same, of the table that comes after this one: the lines that both have are not read again. */
    public MountTable next(String text) {
        Map<String, Mount> lines = new LinkedHashMap<>();
        int end;
        for (int at = 0; at < text.length(); at = end + 1) {
            end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            String line = text.substring(at, end);
            Mount known = byLine.get(line);
            Mount mount = known == null ? mount(line) : known;
            if (mount != null) {
                lines.put(line, mount);
            }
        }
        return new MountTable(lines);
    }

    /** Between the options and the separator stand any number of fields about propagation. */
    private static @Nullable Mount mount(String line) {
        int separator = line.indexOf(SEPARATOR);
        if (separator < 0) {
            return null;
        }
        String[] mount = line.substring(0, separator).split(" ", -1);
        String[] fileSystem = line.substring(separator + SEPARATOR.length()).split(" ", -1);
        if (mount.length <= OPTIONS || fileSystem.length <= OF_FILE_SYSTEM || mount[TARGET].isEmpty()) {
            return null;
        }
        return new Mount(
                Long.parseLong(mount[0]),
                BytePath.of(unescaped(mount[TARGET])),
                text(fileSystem[TYPE]),
                text(fileSystem[SOURCE]),
                text(options(mount[OPTIONS], fileSystem[OF_FILE_SYSTEM])));
    }

    /** Both begin with {@code rw} or {@code ro}; what is read-only in one of them is so in effect. */
    private static String options(String ofMount, String ofFileSystem) {
        String effective = ofFileSystem.startsWith("ro") && ofMount.startsWith("rw") ? "ro" : ofMount.substring(0, 2);
        int comma = ofFileSystem.indexOf(',');
        return effective + ofMount.substring(2) + (comma < 0 ? "" : ofFileSystem.substring(comma));
    }

    private static String text(String field) {
        return isPlain(field) ? field : ByteText.of(unescaped(field));
    }

    private static boolean isPlain(String field) {
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) >= 0x80 || field.charAt(i) == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Space, tab, newline, backslash and number sign are written as three octal digits. */
    private static byte[] unescaped(String field) {
        if (field.indexOf('\\') < 0) {
            return field.getBytes(StandardCharsets.ISO_8859_1);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(field.length());
        for (int i = 0; i < field.length(); i++) {
            if (isEscape(field, i)) {
                bytes.write(Integer.parseInt(field, i + 1, i + 4, 8));
                i += 3;
            } else {
                bytes.write(field.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isEscape(String field, int at) {
        boolean escape = field.charAt(at) == '\\' && at + 3 < field.length();
        for (int i = at + 1; escape && i <= at + 3; i++) {
            escape = field.charAt(i) >= '0' && field.charAt(i) <= '7';
        }
        return escape;
    }

    public @Nullable Mount byId(long id) {
        return mounts.get(id);
    }

    /** All of them, in the order of the table. */
    public Collection<Mount> all() {
        return Collections.unmodifiableCollection(mounts.values());
    }

    /** True if this mount is here too, at the same place. */
    public boolean has(Mount mount) {
        Mount here = mounts.get(mount.id());
        return here != null && here.isStill(mount);
    }
}
