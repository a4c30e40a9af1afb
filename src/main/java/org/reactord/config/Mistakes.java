package org.reactord.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.config.Diagnostic.Severity;
import org.reactord.event.SafeText;
import org.reactord.rule.Origin;

/** Collects what is wrong during one load; the same thing said twice of one place counts once. */
final class Mistakes {
    private static final int MOST_SHOWN = 60;

    private final Set<Diagnostic> found = new LinkedHashSet<>();
    private final Map<String, Integer> order = new LinkedHashMap<>();

    /** Diagnostics of files are listed in the order in which this is called for them. */
    void beginFile(String file) {
        order.putIfAbsent(file, order.size());
    }

    void inFile(Severity severity, String file, String message, String... advice) {
        beginFile(file);
        found.add(new Diagnostic(severity, new Origin(file, 0, 0), message, Optional.empty(), List.of(advice)));
    }

    void at(Severity severity, Source source, Origin origin, String message, List<String> advice) {
        found.add(new Diagnostic(severity, origin, message, source.line(origin.line()), advice));
    }

    /** How many there are so far: whether a reader has complained shows by comparing. */
    int count() {
        return found.size();
    }

    boolean hasErrors() {
        return found.stream().anyMatch(Diagnostic::isError);
    }

    List<Diagnostic> sorted() {
        List<Diagnostic> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(
                        (Diagnostic d) -> order.getOrDefault(d.origin().file(), 0))
                .thenComparing(d -> d.origin().line())
                .thenComparing(d -> d.origin().column()));
        return sorted;
    }

    /** What a person wrote, fit for a message: on one line, harmless, not too long, in quotes. */
    static String quoted(String text) {
        return "'" + plain(text) + "'";
    }

    /** The same without the quotes. */
    static String plain(String text) {
        int length = text.codePointCount(0, text.length());
        String kept = length <= MOST_SHOWN ? text : text.substring(0, text.offsetByCodePoints(0, MOST_SHOWN)) + "…";
        return SafeText.ofText(kept);
    }
}
