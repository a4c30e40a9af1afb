package org.reactord.source.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.files.PathBytes;
import org.reactord.source.Content;

/** Reads a name to its end. Confined to the thread {@code contents}. */
final class Digests {
    /** A larger file is not read: whoever makes such files in his own tree is told so by a paused rule. */
    static final long LARGEST = 4L << 20;

    /** And no more than this for one question. */
    static final long IN_ALL = 32L << 20;

    private static final Content UNKNOWN = new Content.Unknown();
    private static final int PIECE = 64 << 10;
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final ByteBuffer piece = ByteBuffer.allocate(PIECE);
    private long left;

    /** A new question: the bound counts anew. */
    void begin() {
        left = IN_ALL;
    }

    Content of(BytePath path) {
        Look look = FileStamps.look(path);
        if (look instanceof Look.Absent) {
            return new Content.Absent();
        }
        if (!(look instanceof Look.Found found)) {
            return UNKNOWN;
        }
        boolean small = found.stamp().size() <= Math.min(LARGEST, left);
        boolean readable = found.kind() == FileKind.REGULAR || found.kind() == FileKind.SYMLINK;
        return small && readable ? read(path, found) : UNKNOWN;
    }

    private Content read(BytePath path, Look.Found found) {
        Path file = PathBytes.toPath(path);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Map<String, Object> owner = Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
            for (String key : List.of("mode", "uid", "gid")) {
                digest.update((key + owner.get(key) + ' ').getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
            if (found.kind() == FileKind.SYMLINK) {
                digest.update(PathBytes.of(Files.readSymbolicLink(file)).bytes());
            } else if (!wholly(file, found.stamp(), digest)) {
                return UNKNOWN;
            }
            boolean still = FileStamps.look(path) instanceof Look.Found after
                    && after.stamp().equals(found.stamp());
            return still ? new Content.Read(found.stamp(), HexFormat.of().formatHex(digest.digest())) : UNKNOWN;
        } catch (IOException unreadable) {
            return UNKNOWN;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every JDK must have it
        }
    }

    /** False if the file is longer than it was when it was looked at: somebody is writing it. */
    private boolean wholly(Path file, FileStamp stamp, MessageDigest digest) throws IOException {
        try (SeekableByteChannel in = Files.newByteChannel(file, READ)) {
            long read = 0;
            while (read <= stamp.size() && in.read(piece.clear()) > 0) {
                read += piece.position();
                digest.update(piece.flip());
            }
            left -= read;
            return read == stamp.size();
        }
    }
}
