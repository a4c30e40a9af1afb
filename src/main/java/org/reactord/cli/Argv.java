package org.reactord.cli;

import java.io.IOException;
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
final class Argv {
    private static final Path CMDLINE = Path.of("/proc/self/cmdline");

    private final List<String> decoded;
    private final List<String> raw;

    private Argv(List<String> decoded, List<String> raw) {
        this.decoded = decoded;
        this.raw = raw;
    }

    /** Of this process, whose {@code main} got these. */
    static Argv ofProcess(String... decoded) {
        try {
            return of(Files.readAllBytes(CMDLINE), decoded);
        } catch (IOException noProc) {
            return of(new byte[0], decoded);
        }
    }

    /** The words of the program are the last ones; those of the JVM come before. */
    static Argv of(byte[] cmdline, String... decoded) {
        List<String> all = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < cmdline.length; i++) {
            if (cmdline[i] == 0) {
                all.add(new String(cmdline, begin, i - begin, StandardCharsets.ISO_8859_1));
                begin = i + 1;
            }
        }
        boolean whole = all.size() > decoded.length;
        return new Argv(List.of(decoded), whole ? all.subList(all.size() - decoded.length, all.size()) : List.of());
    }

    /** The name or path that a word was; empty if several that differ look alike. */
    Optional<BytePath> pathOf(String word) {
        return bytesOf(word).map(BytePath::of);
    }

    /** The bytes that a word was; empty if several that differ look alike. */
    Optional<byte[]> bytesOf(String word) {
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
}
