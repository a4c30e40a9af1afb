package org.reactord.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.reactord.event.BytePath;
import org.reactord.files.OneLine;
import org.reactord.files.PathBytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mark of each rule, a file each: {@code handled-until} an instant, and a line {@code root} for each tree of which
 * that holds. Of the store thread (and, before it starts, of its opener).
 */
final class MarkFiles {
    private static final Logger LOG = LoggerFactory.getLogger(MarkFiles.class);
    private static final String UNTIL = "handled-until ";
    private static final String ROOT = "root ";

    private final Path directory;

    MarkFiles(Path directory) {
        this.directory = directory;
    }

    /** What earlier daemons have left: by the name of the file, the instant for each root. */
    Map<String, Map<BytePath, Long>> read() throws IOException {
        Map<String, Map<BytePath, Long>> marks = new HashMap<>();
        for (Path file : Durable.files(directory)) {
            marks.put(file.getFileName().toString(), read(file));
        }
        return marks;
    }

    private static Map<BytePath, Long> read(Path file) {
        Map<BytePath, Long> roots = new LinkedHashMap<>();
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            long until = FileTimes.nanos(Instant.parse(lines.get(0).substring(UNTIL.length())));
            for (String line : lines.subList(1, lines.size())) {
                roots.put(OneLine.path(line.substring(ROOT.length())), until);
            }
        } catch (IOException
                | DateTimeException
                | ArithmeticException
                | IllegalArgumentException
                | IndexOutOfBoundsException damaged) {
            LOG.warn(
                    "the mark in {} cannot be used; what changed while no daemon ran is not found for its rule",
                    PathBytes.of(file));
            return Map.of();
        }
        return roots;
    }

    void write(String rule, List<BytePath> roots, long until) throws IOException {
        String text = UNTIL + FileTimes.instant(until) + "\n"
                + roots.stream().map(root -> ROOT + OneLine.of(root) + "\n").collect(Collectors.joining());
        Durable.replace(
                directory, RuleFile.nameFor(rule), out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Removes the marks of all other rules. */
    void retain(Set<String> rules) throws IOException {
        Set<String> names = rules.stream().map(RuleFile::nameFor).collect(Collectors.toSet());
        for (Path file : Durable.files(directory)) {
            if (!names.contains(file.getFileName().toString())) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** What was read, asked for one root. */
    static OptionalLong of(Map<String, Map<BytePath, Long>> marks, String rule, BytePath root) {
        Long until = marks.getOrDefault(RuleFile.nameFor(rule), Map.of()).get(root);
        return until == null ? OptionalLong.empty() : OptionalLong.of(until);
    }
}
