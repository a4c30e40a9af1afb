package org.reactord.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import org.reactord.config.Diagnostic.Severity;

/** Reads a rule file as text, if it is one that may be trusted and is not out of all proportion. */
final class SourceReader {
    private static final int MOST_BYTES = 1 << 20;
    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int WRITABLE_BY_OTHERS = 0022;

    private final Mistakes mistakes;
    private final int uid;
    private final Map<Path, Long> contents = new LinkedHashMap<>();

    SourceReader(Mistakes mistakes, int uid) {
        this.mistakes = mistakes;
        this.uid = uid;
    }

    /**
     * The text; empty after a complaint. A symbolic link stands for what it points to, which must stand the checks.
     *
     * @param named what is spoken of
     * @param file what is read for it
     */
    Optional<Source> read(Path named, Path file) {
        String shown = named.toString();
        mistakes.beginFile(shown);
        contents.put(named, 0L);
        try {
            if (!isAcceptable(file, shown)) {
                return Optional.empty();
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MOST_BYTES + 1);
            }
            contents.put(named, number(bytes));
            return bytes.length > MOST_BYTES ? tooLarge(shown) : decode(shown, bytes);
        } catch (IOException failure) {
            boolean dangling = Files.isSymbolicLink(file) && Files.notExists(file);
            String why = dangling ? "the symbolic link points to nothing" : "cannot be read: " + Reason.of(failure);
            mistakes.inFile(Severity.ERROR, shown, why);
            return Optional.empty();
        }
    }

    /** What each file said that was to be read: see {@link Loading#contents}. */
    Map<Path, Long> contents() {
        return Map.copyOf(contents);
    }

    /** Nobody writes rule files that agree in both of these by chance; they are there, and quick to load. */
    private static long number(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        Adler32 adler = new Adler32();
        adler.update(bytes);
        return crc.getValue() << Integer.SIZE | adler.getValue();
    }

    /** Asked before the file is opened: opening a FIFO would wait for its writer. */
    private boolean isAcceptable(Path file, String shown) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:mode,uid,size", new LinkOption[0]);
        int mode = (Integer) attributes.getOrDefault("mode", 0);
        int owner = (Integer) attributes.getOrDefault("uid", -1);
        long size = (Long) attributes.getOrDefault("size", 0L);
        if ((mode & TYPE) != REGULAR) {
            String what = (mode & TYPE) == DIRECTORY ? "is a directory" : "is a pipe, a socket or a device";
            mistakes.inFile(Severity.ERROR, shown, what + ", not a rule file");
            return false;
        }
        if (size > MOST_BYTES) {
            tooLarge(shown);
            return false;
        }
        boolean foreign = owner != uid && owner != 0;
        if (foreign) {
            String whose = "belongs to user " + Integer.toUnsignedString(owner) + ", so it is not trusted";
            mistakes.inFile(
                    Severity.ERROR, shown, whose, "hint: a rule file must belong to who runs the daemon, or to root");
        }
        boolean open = (mode & WRITABLE_BY_OTHERS) != 0;
        if (open) {
            String who = (mode & 02) != 0 ? "everybody" : "its group";
            mistakes.inFile(
                    Severity.ERROR, shown, "can be written by " + who + ", so it is not trusted", "hint: chmod go-w");
        }
        return !foreign && !open;
    }

    private Optional<Source> tooLarge(String shown) {
        mistakes.inFile(Severity.ERROR, shown, "is larger than 1 MiB, so it can hardly be a rule file");
        return Optional.empty();
    }

    private Optional<Source> decode(String shown, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        boolean marked = text.startsWith("\uFEFF");
        Source source = new Source(shown, marked ? text.substring(1) : text);
        if (result.isError()) {
            String what = "the byte 0x%02x is not UTF-8 here".formatted(bytes[in.position()]);
            int at = source.text().length();
            mistakes.at(
                    Severity.ERROR, source, source.originOfIndex(at), what, List.of("hint: save the file as UTF-8"));
            return Optional.empty();
        }
        return Optional.of(source);
    }
}
