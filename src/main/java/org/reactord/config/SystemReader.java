package org.reactord.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.reactord.event.Glob;
import org.reactord.event.SystemKind;
import org.reactord.rule.Matcher;
import org.reactord.rule.Pattern;
import org.reactord.rule.SystemWant;

/** Reads what a rule waits for that is no file: a mapping from fields to patterns and words, or a word alone. */
final class SystemReader {
    private static final int LOW = 20;

    private SystemReader() {}

    /** Reads the values of one key. */
    static Function<Written, Optional<SystemWant>> of(SystemKind kind) {
        SystemFields fields = SystemFields.of(kind);
        return fields.areOnlyWords() ? value -> words(kind, fields, value) : value -> mapping(kind, fields, value);
    }

    private static Optional<SystemWant> words(SystemKind kind, SystemFields fields, Written value) {
        return oneOf(fields, value).map(one -> new SystemWant(kind, List.of(one), false));
    }

    private static Optional<Matcher> oneOf(SystemFields fields, Written value) {
        return wordsOf(fields, value)
                .map(words -> new Matcher.OneOf(
                        fields.word(), words.stream().map(Glob::of).toList()));
    }

    private static Optional<List<String>> wordsOf(SystemFields fields, Written value) {
        Map<String, String> words = new LinkedHashMap<>();
        fields.words().forEach(word -> words.put(word, word));
        return Values.each(value, "one of " + String.join(", ", fields.words()), item -> Values.word(item, words));
    }

    private static Optional<SystemWant> mapping(SystemKind kind, SystemFields fields, Written value) {
        int mistakes = value.mistakes().count();
        List<Written.Entry> entries = value.entries();
        if (entries.isEmpty()) {
            if (value.mistakes().count() == mistakes) {
                refuse(fields, value);
            }
            return Optional.empty();
        }
        Map<String, Written> members = new LinkedHashMap<>();
        for (Written.Entry entry : entries) {
            if (fields.has(entry.name())) {
                members.put(entry.name(), entry.value());
            } else {
                entry.key()
                        .error(
                                "unknown key " + Mistakes.quoted(entry.name()),
                                fields.question(entry.name()).stream().toArray(String[]::new));
            }
        }
        List<Matcher> matchers = kind == SystemKind.POWER ? power(fields, members) : matchers(fields, members);
        if (kind == SystemKind.NETWORK) {
            matchers.add(new Matcher.Reach(!members.containsKey("interface")));
        }
        return value.mistakes().count() > mistakes
                ? Optional.empty()
                : Optional.of(new SystemWant(kind, matchers, false));
    }

    /** Says what is missing; who wrote a word alone is shown where it goes. */
    private static void refuse(SystemFields fields, Written value) {
        String word = value.plain()
                .filter(fields.words()::contains)
                .orElse(fields.words().get(0));
        String advice = "hint: write {" + fields.word() + ": " + word + "}";
        if (value.isMapping()) {
            value.error(
                    "the mapping is empty; at least one of " + String.join(", ", fields.names()) + " is wanted",
                    advice);
        } else {
            value.refuse("a mapping", advice);
        }
    }

    private static List<Matcher> matchers(SystemFields fields, Map<String, Written> members) {
        List<Matcher> matchers = new ArrayList<>();
        members.forEach((name, value) -> {
            if (name.equals(fields.word())) {
                oneOf(fields, value).ifPresent(matchers::add);
                return;
            }
            Optional<List<Pattern>> patterns = fields.paths().contains(name)
                    ? Values.each(value, "a pattern", SystemReader::path)
                    : Values.patterns(value);
            patterns.ifPresent(all -> matchers.add(
                    new Matcher.OneOf(name, all.stream().map(Pattern::glob).toList())));
        });
        return matchers;
    }

    /** A pattern for paths; one that can match none is a mistake. */
    private static Optional<Pattern> path(Written value) {
        Optional<Pattern> pattern = Values.pattern(value);
        Optional<Pattern> rooted = pattern.filter(one -> one.glob().isRooted());
        if (pattern.isPresent() && rooted.isEmpty()) {
            String text = pattern.get().glob().toString();
            value.error(
                    "the pattern fits no path, because a path begins with a slash",
                    text.startsWith("~")
                            ? "hint: write the absolute path"
                            : "hint: begin with a slash; '/**' stands for any path, '/**/NAME' for a name anywhere");
        }
        return rooted;
    }

    private static List<Matcher> power(SystemFields fields, Map<String, Written> members) {
        Written state = members.get(SystemFields.STATE);
        Optional<List<String>> words = state == null ? Optional.of(List.of("ac", "battery")) : wordsOf(fields, state);
        Written below = members.get(SystemFields.BELOW);
        int percent = below == null
                ? LOW
                : Values.count(below, "a percentage", 1, 100).orElse(LOW);
        if (below != null && words.filter(all -> !all.contains("low")).isPresent()) {
            below.error("'below' belongs to 'state: low'");
        }
        List<Matcher> matchers = new ArrayList<>();
        words.ifPresent(all -> matchers.add(new Matcher.Power(Set.copyOf(all), percent)));
        return matchers;
    }
}
