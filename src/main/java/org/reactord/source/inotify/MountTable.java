package org.reactord.source.inotify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;

/** What is mounted where: proc_pid_mountinfo(5). */
final class MountTable {
    /** One mount. */
    record Mount(long id, BytePath target, String type) {
        /** True if a directory that no other is in has two links there, its name and its dot, and no other one has. */
        boolean countsDirectories() {
            return switch (type) {
                case "ext2", "ext3", "ext4", "tmpfs", "xfs" -> true;
                default -> false;
            };
        }

        /** True if others than this kernel may change what is in it, of which no event tells. */
        boolean isShared() {
            return SharedFileSystems.has(type);
        }
    }

    static final MountTable EMPTY = new MountTable(Map.of());

    private static final Path FILE = Path.of("/proc/self/mountinfo");
    private static final int TARGET = 4;

    private final Map<Long, Mount> mounts;

    private MountTable(Map<Long, Mount> mounts) {
        this.mounts = mounts;
    }

    /** As it is now; empty where there is no /proc. */
    static MountTable read() {
        try {
            return parse(new String(Files.readAllBytes(FILE), StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            return EMPTY;
        }
    }

    static MountTable parse(String text) {
        Map<Long, Mount> mounts = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.split(" ", -1);
            int dash = line.indexOf(" - ");
            if (fields.length > TARGET && dash >= 0) {
                long id = Long.parseLong(fields[0]);
                String type = line.substring(dash + 3).split(" ", -1)[0];
                mounts.put(id, new Mount(id, BytePath.of(unescaped(fields[TARGET])), type));
            }
        }
        return new MountTable(mounts);
    }

    /** Space, tab, newline and backslash are written as three octal digits. */
    private static byte[] unescaped(String field) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 3 < field.length()) {
                bytes.write(Integer.parseInt(field, i + 1, i + 4, 8));
                i += 3;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    @Nullable
    Mount byId(long id) {
        return mounts.get(id);
    }

    Iterable<Mount> all() {
        return mounts.values();
    }

    boolean has(Mount mount) {
        return mount.equals(mounts.get(mount.id()));
    }
}
