package org.reactord.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the commands of a case wrote down: lines of {@code date +%s.%N} and some words, in the order of their writing.
 * Scripts of the sandbox write with {@code note WORD…}.
 */
public final class Diary {
    /** One line: seconds since the epoch, and the words. */
    public record Entry(double at, String words) {
        /** The first word. */
        public String verb() {
            return words.split(" ", 2)[0];
        }

        /** What follows the first word. */
        public String rest() {
            String[] parts = words.split(" ", 2);
            return parts.length > 1 ? parts[1] : "";
        }
    }

    private final Path file;

    Diary(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        if (Files.exists(file)) {
            String text = Exec.text(file);
            // A line that is still being written is not there yet.
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                int blank = line.indexOf(' ');
                entries.add(new Entry(Double.parseDouble(line.substring(0, blank)), line.substring(blank + 1)));
            }
        }
        return entries;
    }

    /** The entries whose first word is the verb. */
    public List<Entry> entries(String verb) {
        return entries().stream().filter(entry -> entry.verb().equals(verb)).toList();
    }

    /** Those that are exactly these words. */
    public long count(String words) {
        return entries().stream().filter(entry -> entry.words().equals(words)).count();
    }

    /** What follows the verb, in order. */
    public List<String> rests(String verb) {
        return entries(verb).stream().map(Entry::rest).toList();
    }

    public List<Entry> await(String verb, int atLeast) {
        return await(verb, atLeast, Limits.SOON);
    }

    public List<Entry> await(String verb, int atLeast, Duration limit) {
        return Limits.within(limit)
                .alias(atLeast + " entries of '" + verb + "' in the diary")
                .until(() -> entries(verb), found -> found.size() >= atLeast);
    }

    /** The seconds from the first entry to each. */
    public static List<Double> offsets(List<Entry> entries) {
        return entries.stream().map(e -> e.at() - entries.get(0).at()).toList();
    }
}
