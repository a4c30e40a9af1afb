package org.reactord.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.EventName;
import org.reactord.event.Glob;
import org.reactord.rule.Durations;

/** Reads values of one line; each answers empty after a complaint. */
final class Values {
    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z_{]");

    /** What other programs and older YAML call it. */
    private static final Map<String, String> OTHER_TRUTHS =
            Map.of("yes", "true", "on", "true", "1", "true", "no", "false", "off", "false", "0", "false");

    private Values() {}

    /** One of a few words. */
    static <T> Optional<T> word(Written value, Map<String, T> words) {
        String all = String.join(", ", words.keySet());
        Optional<String> text = value.text("one of " + all);
        if (text.isPresent() && !words.containsKey(text.get())) {
            String meant = OTHER_TRUTHS.getOrDefault(text.get().toLowerCase(Locale.ROOT), text.get());
            value.error(
                    Mistakes.quoted(text.get()) + " is none of " + all,
                    Suggestion.question(meant, words.keySet()).stream().toArray(String[]::new));
        }
        return text.map(words::get);
    }

    static Optional<Boolean> flag(Written value) {
        return word(value, inOrder("true", true, "false", false));
    }

    /** A map that keeps the order in which the words are to be listed. */
    static <T> Map<String, T> inOrder(String first, T one, String second, T two) {
        Map<String, T> words = new LinkedHashMap<>();
        words.put(first, one);
        words.put(second, two);
        return words;
    }

    static Optional<Duration> duration(Written value, Duration least, Duration most) {
        Optional<String> text = value.text("a duration such as 5s");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Duration duration = Durations.parse(text.get());
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return Optional.of(duration);
            }
            value.error("a duration from " + Durations.written(least) + " to " + Durations.written(most)
                    + " is wanted here");
        } catch (IllegalArgumentException wrong) {
            boolean bare = text.get().length() <= 9 && text.get().matches("[0-9]+");
            String example = bare ? text.get() + "s" : "200ms, 5s, 10m, 1h or 2d";
            value.error(wrong.getMessage() + ", not " + Mistakes.quoted(text.get()), "hint: write " + example);
        }
        return Optional.empty();
    }

    /** A whole number. */
    static Optional<Integer> count(Written value, String wanted, int least, int most) {
        Optional<String> text = value.text(wanted);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        boolean digits = value.plain().isPresent() && text.get().matches("[0-9]{1,9}");
        int number = digits ? Integer.parseInt(text.get()) : -1;
        if (number < least || number > most) {
            value.error(wanted + " is wanted here, from " + least + " to " + most);
            return Optional.empty();
        }
        return Optional.of(number);
    }

    /** An absolute path; {@code ~} is the home directory. A plain {@code ~} is no null here: nobody means that. */
    static Optional<BytePath> path(Written value) {
        boolean home = value.plain().equals(Optional.of("~"));
        Optional<String> text = home ? Optional.of("~") : value.string("a path");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String path = text.get();
        Matcher variable = VARIABLE.matcher(path);
        if (path.isEmpty()) {
            value.error("the path is empty");
        } else if (variable.find()) {
            value.errorInside(
                    variable.start(),
                    "variables are not replaced in paths",
                    List.of("hint: write an absolute path, or one that begins with ~/"));
        } else if (path.startsWith("~") && !path.equals("~") && !path.startsWith("~/")) {
            value.error("only one's own home directory can be written with '~'", "hint: write the absolute path");
        } else if (path.startsWith("~")) {
            String below = path.replaceFirst("^~/*", "");
            return Optional.of(below.isEmpty() ? value.home() : value.home().resolve(BytePath.ofUtf8(below)));
        } else if (!path.startsWith("/")) {
            value.error(
                    "the path is not absolute",
                    "hint: write an absolute path, or ~/" + Mistakes.plain(path.replaceFirst("^(\\./)+", "")));
        } else {
            return Optional.of(BytePath.ofUtf8(path));
        }
        return Optional.empty();
    }

    /** One path, where a list or a mapping cannot be meant. */
    static Optional<BytePath> onePath(Written value) {
        if (value.isMapping() || value.isList()) {
            value.refuse("a path");
            return Optional.empty();
        }
        return path(value);
    }

    static Optional<List<BytePath>> paths(Written value) {
        return each(value, "a path", Values::path);
    }

    /** The name of an event. */
    static Optional<String> eventName(Written value) {
        Optional<String> text = value.string("the name of an event");
        if (text.isPresent() && !EventName.isValid(text.get())) {
            value.error(Mistakes.quoted(text.get()) + " is no name for an event", EventName.HINT);
            return Optional.empty();
        }
        return text;
    }

    /** Globs; an empty list is fine where it means nothing, as of ignore. */
    static Optional<List<org.reactord.rule.Pattern>> patterns(Written value) {
        return each(value, "a pattern", Values::pattern);
    }

    static Optional<List<org.reactord.rule.Pattern>> patternsOrNone(Written value) {
        return value.isList() && value.items().isEmpty() ? Optional.of(List.of()) : patterns(value);
    }

    static Optional<org.reactord.rule.Pattern> pattern(Written value) {
        Optional<String> text = value.string("a pattern");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new org.reactord.rule.Pattern(Glob.of(text.get()), value.origin()));
        } catch (IllegalArgumentException wrong) {
            value.error(String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    static Optional<Set<Change>> changes(Written value) {
        Map<String, Change> words = new LinkedHashMap<>();
        for (Change change : Change.values()) {
            words.put(change.word(), change);
        }
        return each(value, "a kind of change", item -> word(item, words)).map(LinkedHashSet::new);
    }

    /** Every member of a list with at least one, or the single value; all of them are looked at. */
    static <T> Optional<List<T>> each(Written value, String one, Function<Written, Optional<T>> reader) {
        if (value.isMapping()) {
            value.error(one + " or a list is wanted here, not a mapping");
            return Optional.empty();
        }
        List<Written> items = value.oneOrMore();
        if (items.isEmpty()) {
            value.error("the list is empty; at least " + one + " is wanted");
            return Optional.empty();
        }
        List<T> read = new ArrayList<>();
        items.forEach(item -> reader.apply(item).ifPresent(read::add));
        return read.size() == items.size() ? Optional.of(read) : Optional.empty();
    }
}
