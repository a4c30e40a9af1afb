package org.reactord.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.reactord.event.BytePath;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;

/** Looks at names: what is there, and in which state. */
public final class FileStamps {
    private static final String ATTRIBUTES = "unix:mode,dev,ino,size,lastModifiedTime,ctime";
    private static final LinkOption[] THROUGH_LINKS = {};
    private static final LinkOption[] AT_LINKS = {LinkOption.NOFOLLOW_LINKS};
    private static final Look ABSENT = new Look.Absent();

    /** The file types of inode(7), which are the same numbers on every Unix. */
    private static final int TYPE_MASK = 0xF000;

    private static final int REGULAR = 0x8000;
    private static final int DIRECTORY = 0x4000;
    private static final int SYMLINK = 0xA000;

    private FileStamps() {}

    /** Looks at the name itself, as lstat(2) does: a symlink is a symlink. */
    public static Look look(BytePath path) {
        return look(PathBytes.toPath(path), AT_LINKS);
    }

    /** Looks at the name itself, for somebody who holds it as a {@link Path} already. */
    public static Look look(Path path) {
        return look(path, AT_LINKS);
    }

    /** Looks at what the name leads to, as stat(2) does. */
    public static Look lookThrough(BytePath path) {
        return look(PathBytes.toPath(path), THROUGH_LINKS);
    }

    private static Look look(Path path, LinkOption[] links) {
        try {
            Map<String, Object> attributes = Files.readAttributes(path, ATTRIBUTES, links);
            return new Look.Found(kind(number(attributes, "mode")), stamp(attributes));
        } catch (NoSuchFileException gone) {
            return ABSENT;
        } catch (AccessDeniedException denied) {
            return new Look.Hidden("permission denied");
        } catch (FileSystemException failed) {
            // A file where a directory should be has no exception of its own: ENOTDIR comes with this text only.
            String reason = String.valueOf(failed.getReason());
            return reason.equals("Not a directory") ? ABSENT : new Look.Hidden(reason);
        } catch (IOException failed) {
            return new Look.Hidden(String.valueOf(failed.getMessage()));
        }
    }

    private static FileKind kind(long mode) {
        return switch ((int) mode & TYPE_MASK) {
            case REGULAR -> FileKind.REGULAR;
            case DIRECTORY -> FileKind.DIRECTORY;
            case SYMLINK -> FileKind.SYMLINK;
            default -> FileKind.SPECIAL;
        };
    }

    private static FileStamp stamp(Map<String, Object> attributes) {
        return new FileStamp(
                number(attributes, "dev"),
                number(attributes, "ino"),
                number(attributes, "size"),
                nanos(attributes, "lastModifiedTime"),
                nanos(attributes, "ctime"));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static long nanos(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
    }
}
