package org.reactord.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a file, beside it, that is edited in its place: no half-written rule file is ever there for anybody to read. Its
 * name begins with a dot, so it is no rule file itself, and ends as that of the file, by which editors know what it is.
 */
final class Draft {
    private static final List<String> KEPT = List.of("uid", "gid", "mode");
    private static final int PERMISSIONS = 07777;

    private final Path file;
    private final Path draft;
    private final byte @Nullable [] before;
    private final byte[] begun;
    private final Map<String, Object> attributes;

    private Draft(Path file, Path draft, byte @Nullable [] before, byte[] begun) throws IOException {
        this.file = file;
        this.draft = draft;
        this.before = before;
        this.begun = begun;
        this.attributes = unix(before == null ? draft : file);
    }

    /**
     * A draft of a file. Where that is a symbolic link, what it points to is edited.
     *
     * @param first what stands in it if there is no such file
     */
    static Draft of(Path named, String first) throws IOException {
        boolean there = Files.exists(named, LinkOption.NOFOLLOW_LINKS);
        Path file = there ? named.toRealPath() : named.toAbsolutePath();
        byte[] before = there ? Files.readAllBytes(file) : null;
        byte[] text = before == null ? first.getBytes(StandardCharsets.UTF_8) : before;
        String name = String.valueOf(file.getFileName());
        int dot = Math.max(name.lastIndexOf('.'), 0);
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "." + name.substring(0, dot) + ".",
                name.substring(dot),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        Files.write(draft, text);
        Draft made = new Draft(file, draft, before, text);
        made.takeAttributes();
        return made;
    }

    Path path() {
        return draft;
    }

    boolean isUnchanged() throws IOException {
        return Arrays.equals(begun, Files.readAllBytes(draft));
    }

    /** Whether somebody else has changed the file since the draft was made. */
    boolean isOvertaken() throws IOException {
        byte[] was = before;
        if (was == null) {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        }
        return !Files.exists(file) || !Arrays.equals(was, Files.readAllBytes(file));
    }

    /** Owner and permissions of the file, which an editor that saves by renaming takes away from the draft. */
    void takeAttributes() throws IOException {
        Map<String, Object> now = unix(draft);
        for (String key : KEPT) {
            Object wanted = attributes.get(key);
            if (wanted != null && !wanted.equals(now.get(key))) {
                Object value = key.equals("mode") ? (Integer) wanted & PERMISSIONS : wanted;
                Files.setAttribute(draft, "unix:" + key, value);
            }
        }
    }

    private static Map<String, Object> unix(Path of) throws IOException {
        return Files.readAttributes(of, "unix:uid,gid,mode");
    }

    /** Puts the draft in the place of the file, in one step. */
    void save() throws IOException {
        takeAttributes();
        sync(draft, StandardOpenOption.WRITE);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(draft.resolveSibling("."), StandardOpenOption.READ);
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    /** Throws it away. */
    void discard() throws IOException {
        Files.deleteIfExists(draft);
    }
}
