package org.reactord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of the manual, read as far as tests compare it with the program: mdoc(7), by lines. */
public final class Mdoc {
    private static final Pattern MACRO = Pattern.compile("[A-Z][a-z]");
    private static final Set<String> PUNCTUATION = Set.of(",", ".", ";", ":", "|", "(", ")", "[", "]");

    private final List<String> lines;

    private Mdoc(List<String> lines) {
        this.lines = lines;
    }

    /** The page of this name. */
    public static Mdoc page(String name) {
        try {
            Path file = Path.of(System.getProperty("reactor.root", ".."), "man", name);
            return new Mdoc(Files.readAllLines(file).stream()
                    .filter(line -> !line.startsWith(".\\\""))
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What stands between the heading and the next one. */
    public Mdoc section(String heading) {
        int from = lines.indexOf(".Sh " + heading) + 1;
        if (from == 0) {
            throw new AssertionError("there is no section " + heading);
        }
        int to = from;
        while (to < lines.size() && !lines.get(to).startsWith(".Sh ")) {
            to++;
        }
        return new Mdoc(lines.subList(from, to));
    }

    /** The items of the outer lists that begin so, by the word that follows; an item ends where its list does. */
    public Map<String, Mdoc> items(String beginning) {
        Map<String, Mdoc> items = new LinkedHashMap<>();
        int depth = 0;
        int start = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            depth += line.startsWith(".Bl") ? 1 : line.equals(".El") ? -1 : 0;
            boolean ends = depth == 0 || (depth == 1 && line.startsWith(".It"));
            if (ends && start >= 0) {
                items.put(firstWord(lines.get(start), beginning), new Mdoc(lines.subList(start, i)));
                start = -1;
            }
            if (depth == 1 && line.startsWith(beginning)) {
                start = i;
            }
        }
        return items;
    }

    private static String firstWord(String line, String beginning) {
        return line.substring(beginning.length()).strip().split(" ", 2)[0];
    }

    /** The page from a line on that is this one. */
    public Mdoc after(String line) {
        int at = lines.indexOf(line);
        if (at < 0) {
            throw new AssertionError("there is no line " + line);
        }
        return new Mdoc(lines.subList(at + 1, lines.size()));
    }

    /** The pieces that begin with this line each, without it. */
    public List<Mdoc> split(String line) {
        List<Mdoc> pieces = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= lines.size(); i++) {
            if (i == lines.size() || lines.get(i).equals(line)) {
                if (start >= 0) {
                    pieces.add(new Mdoc(lines.subList(start, i)));
                }
                start = i + 1;
            }
        }
        return pieces;
    }

    /** The lines that begin so. */
    public Mdoc only(String beginning) {
        return new Mdoc(
                lines.stream().filter(line -> line.startsWith(beginning)).toList());
    }

    /** The first line that begins so, or nothing. */
    public Mdoc first(String beginning) {
        return new Mdoc(lines.stream()
                .filter(line -> line.startsWith(beginning))
                .limit(1)
                .toList());
    }

    /** Without its first line. */
    public Mdoc body() {
        return new Mdoc(lines.subList(1, lines.size()));
    }

    /** Every word of this macro: of {@code Fl}, {@code -json} is the option {@code --json}. */
    public List<String> words(String macro) {
        List<String> words = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(".")) {
                boolean within = false;
                for (String token : line.substring(1).split(" +", -1)) {
                    if (MACRO.matcher(token).matches()) {
                        within = token.equals(macro);
                    } else if (within && !PUNCTUATION.contains(token)) {
                        words.add(token);
                    }
                }
            }
        }
        return words;
    }

    /** The options that are named here, with their dashes. */
    public List<String> options() {
        return words("Fl").stream().map(word -> "-" + word).distinct().toList();
    }

    /** Letters and digits of what is read, a blank between words. */
    public String plain() {
        return lines.stream()
                .filter(line -> !line.matches("\\.(Bl|El|Bd|Ed|Pp).*"))
                .map(line -> line.startsWith(".") ? withoutMacros(line) : line)
                .map(line -> line.replace("\\(dq", " ").replace("\\&", ""))
                .collect(Collectors.joining(" "))
                .replaceAll("[^A-Za-z0-9]+", " ");
    }

    private static String withoutMacros(String line) {
        return List.of(line.substring(1).split(" +", -1)).stream()
                .filter(token -> !MACRO.matcher(token).matches())
                .collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
