package org.reactord.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.reactord.event.Glob;
import org.reactord.event.SystemKind;
import org.reactord.rule.Matcher;
import org.reactord.rule.SystemWant;

/** Reads what a rule waits for that is no file: a mapping from fields to patterns and words, or a word alone. */
final class SystemReader {
    /**
     * What a rule can ask for of one kind.
     *
     * @param word the field whose value is one of a few words
     * @param words those
     * @param fields those that take any pattern
     * @param properties whether every name in capitals is such a field, too
     */
    private record Shape(String word, List<String> words, Set<String> fields, boolean properties) {
        boolean hasOnlyWords() {
            return fields.isEmpty() && !properties;
        }

        List<String> names() {
            List<String> names = new ArrayList<>(fields);
            names.add(word);
            names.sort(null);
            return names;
        }
    }

    private static final String STATE = "state";
    private static final Pattern PROPERTY = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final int LOW = 20;

    private SystemReader() {}

    private static Shape shape(SystemKind kind) {
        return switch (kind) {
            case NETWORK ->
                new Shape(
                        STATE,
                        List.of("up", "down", "added", "removed", "online", "offline", "address"),
                        Set.of("interface", "kind", "address"),
                        false);
            case DEVICE ->
                new Shape(
                        "action",
                        List.of("add", "remove", "change", "bind", "unbind", "move", "online", "offline"),
                        Set.of("subsystem", "devpath"),
                        true);
            case POWER -> new Shape(STATE, List.of("ac", "battery", "low"), Set.of("below"), false);
            case MOUNT ->
                new Shape(STATE, List.of("mounted", "unmounted"), Set.of("target", "fstype", "source"), false);
            case PROCESS -> new Shape(STATE, List.of("started", "stopped"), Set.of("name", "exe", "user"), false);
            case SYSTEM -> new Shape(STATE, List.of("resume", "suspend", "shutdown", "clock-jump"), Set.of(), false);
            case SESSION -> new Shape(STATE, List.of("lock", "unlock", "login", "logout"), Set.of(), false);
        };
    }

    /** Reads the values of one key. */
    static Function<Written, Optional<SystemWant>> of(SystemKind kind) {
        Shape shape = shape(kind);
        return shape.hasOnlyWords() ? value -> words(kind, shape, value) : value -> mapping(kind, shape, value);
    }

    private static Optional<SystemWant> words(SystemKind kind, Shape shape, Written value) {
        return oneOf(shape, value).map(one -> new SystemWant(kind, List.of(one), false));
    }

    private static Optional<Matcher> oneOf(Shape shape, Written value) {
        return wordsOf(shape, value)
                .map(words -> new Matcher.OneOf(
                        shape.word(), words.stream().map(Glob::of).toList()));
    }

    private static Optional<List<String>> wordsOf(Shape shape, Written value) {
        Map<String, String> words = new LinkedHashMap<>();
        shape.words().forEach(word -> words.put(word, word));
        return Values.each(value, "one of " + String.join(", ", shape.words()), item -> Values.word(item, words));
    }

    private static Optional<SystemWant> mapping(SystemKind kind, Shape shape, Written value) {
        if (!value.isMapping() || value.entries().isEmpty()) {
            value.refuse(
                    "a mapping",
                    "hint: write {" + shape.word() + ": " + shape.words().get(0) + "}");
            return Optional.empty();
        }
        int mistakes = value.mistakes().count();
        Map<String, Written> members = new LinkedHashMap<>();
        value.entries().forEach(entry -> {
            if (isField(shape, entry.name())) {
                members.put(entry.name(), entry.value());
            } else {
                entry.key()
                        .error(
                                "unknown key " + Mistakes.quoted(entry.name()),
                                Suggestion.question(entry.name(), shape.names()).stream()
                                        .toArray(String[]::new));
            }
        });
        List<Matcher> matchers = kind == SystemKind.POWER ? power(shape, members) : matchers(shape, members);
        if (kind == SystemKind.NETWORK) {
            matchers.add(new Matcher.Reach(!members.containsKey("interface")));
        }
        return value.mistakes().count() > mistakes
                ? Optional.empty()
                : Optional.of(new SystemWant(kind, matchers, false));
    }

    private static boolean isField(Shape shape, String name) {
        return shape.word().equals(name)
                || shape.fields().contains(name)
                || (shape.properties() && PROPERTY.matcher(name).matches());
    }

    private static List<Matcher> matchers(Shape shape, Map<String, Written> members) {
        List<Matcher> matchers = new ArrayList<>();
        members.forEach((name, value) -> {
            if (name.equals(shape.word())) {
                oneOf(shape, value).ifPresent(matchers::add);
            } else {
                Values.patterns(value)
                        .ifPresent(patterns -> matchers.add(new Matcher.OneOf(
                                name, patterns.stream().map(one -> one.glob()).toList())));
            }
        });
        return matchers;
    }

    private static List<Matcher> power(Shape shape, Map<String, Written> members) {
        Written state = members.get(STATE);
        Optional<List<String>> words = state == null ? Optional.of(List.of("ac", "battery")) : wordsOf(shape, state);
        Written below = members.get("below");
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
