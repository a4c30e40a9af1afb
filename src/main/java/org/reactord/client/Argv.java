package org.reactord.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.BytePath;

/**
 * The words of the command line as the bytes that they are. What {@code main} gets went through the charset of the locale,
 * which cannot say every name; the kernel keeps the words as they came: {@code /proc/self/cmdline}, proc_pid_cmdline(5).
 */
public final class Argv {
    private static final Path CMDLINE = Path.of("/proc/self/cmdline");

    private final List<String> decoded;
    private final List<String> raw;

    private Argv(List<String> decoded, List<String> raw) {
        this.decoded = decoded;
        this.raw = raw;
    }

    /** Of this process, whose {@code main} got these. */
    public static Argv ofProcess(String... decoded) {
        try {
            return of(Files.readAllBytes(CMDLINE), decoded);
        } catch (IOException noProc) {
            return of(new byte[0], decoded);
        }
    }

    /** The words of the program are the last ones, those of the JVM come before; or it is somebody else's command line. */
    static Argv of(byte[] cmdline, String... decoded) {
        List<String> all = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < cmdline.length; i++) {
            if (cmdline[i] == 0) {
                all.add(new String(cmdline, begin, i - begin, StandardCharsets.ISO_8859_1));
                begin = i + 1;
            }
        }
        List<String> last = all.subList(Math.max(0, all.size() - decoded.length), all.size());
        boolean same = all.size() > decoded.length;
        for (int i = 0; same && i < decoded.length; i++) {
            same = !isAscii(last.get(i)) || last.get(i).equals(decoded[i]);
        }
        return new Argv(List.of(decoded), same ? last : List.of());
    }

    /** Such a word is the same in every locale. */
    private static boolean isAscii(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The name or path that a word was; empty if several that differ look alike. */
    public Optional<BytePath> pathOf(String word) {
        Optional<byte[]> bytes = bytesOf(word);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(BytePath.of(bytes.get()));
    }

    /** The bytes that a word was; empty if several that differ look alike. */
    public Optional<byte[]> bytesOf(String word) {
        Set<String> meant = new LinkedHashSet<>();
        for (int i = 0; i < raw.size(); i++) {
            if (decoded.get(i).equals(word)) {
                meant.add(raw.get(i));
            }
        }
        if (meant.isEmpty()) {
            return Optional.of(word.getBytes(StandardCharsets.UTF_8)); // no system that tells, or no word of the line
        }
        return meant.size() == 1
                ? Optional.of(meant.iterator().next().getBytes(StandardCharsets.ISO_8859_1))
                : Optional.empty();
    }

    /** The text that a word was; empty if it was no UTF-8, or if several that differ look alike. */
    public Optional<String> textOf(String word) {
        Optional<byte[]> bytes = bytesOf(word);
        try {
            return bytes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes.get()))
                            .toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
