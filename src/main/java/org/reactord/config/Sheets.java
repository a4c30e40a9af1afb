package org.reactord.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.reactord.rule.Spelling;

/** Goes through the files from top to bottom and gathers what they state about each rule. */
final class Sheets {
    static final String DEFAULTS = "defaults";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Map<String, RuleSheet> rules = new LinkedHashMap<>();
    private final Map<Key<?>, Stated<?>> defaults = new LinkedHashMap<>();

    Collection<RuleSheet> rules() {
        return rules.values();
    }

    /** One more file. */
    void read(Written root) {
        if (root.isNothing()) {
            return;
        }
        if (!root.isMapping()) {
            root.error(
                    "a rule file is a mapping from names to rules, not " + root.kind(),
                    "hint: begin with the name of a rule and a ':'");
            return;
        }
        root.entries().forEach(this::readEntry);
    }

    private void readEntry(Written.Entry entry) {
        if (entry.name().equals(DEFAULTS)) {
            if (!entry.value().isNothing()) {
                body(entry, true).ifPresent(defaults::putAll);
            }
            return;
        }
        boolean named = isName(entry);
        Optional<Map<Key<?>, Stated<?>>> body = body(entry, false);
        if (named && body.isPresent()) {
            rules.computeIfAbsent(entry.name(), name -> new RuleSheet(name, entry.key(), defaults))
                    .override(body.get());
        }
    }

    private static boolean isName(Written.Entry entry) {
        if (NAME.matcher(entry.name()).matches()) {
            return true;
        }
        boolean onlyLong = entry.name().length() > 64
                && NAME.matcher(entry.name().substring(0, 64)).matches();
        entry.key()
                .error(
                        onlyLong
                                ? "the name of a rule has at most 64 characters"
                                : Mistakes.quoted(entry.name()) + " is no name for a rule",
                        "hint: letters, digits, '.', '_' and '-', and first a letter or a digit");
        return false;
    }

    /** What is said below one name. Empty if it is no mapping at all. */
    private static Optional<Map<Key<?>, Stated<?>>> body(Written.Entry rule, boolean isDefaults) {
        if (!rule.value().isMapping()) {
            complainAboutBody(rule, isDefaults);
            return Optional.empty();
        }
        Map<Key<?>, Stated<?>> stated = new LinkedHashMap<>();
        for (Written.Entry entry : rule.value().entries()) {
            Optional<Key<?>> key = Key.named(entry.name());
            if (key.isPresent()) {
                if (isAllowed(key.get(), entry, isDefaults, stated)) {
                    stated.put(key.get(), Stated.of(key.get(), entry, isDefaults));
                }
            } else if (Key.LATER.contains(entry.name())) {
                entry.key().error(Mistakes.quoted(entry.name()) + " is not supported by this version");
            } else {
                unknown(entry)
                        .ifPresent(meant -> stated.putIfAbsent(meant, Stated.unreadable(meant, entry, isDefaults)));
            }
        }
        return Optional.of(stated);
    }

    private static void complainAboutBody(Written.Entry rule, boolean isDefaults) {
        boolean noName = !isDefaults && Key.named(rule.name()).isPresent();
        if (noName) {
            rule.key()
                    .error(
                            Mistakes.quoted(rule.name()) + " stands where the name of a rule is wanted",
                            "hint: write a name and ':' above it, and indent what belongs to the rule");
        } else if (rule.value().isNothing() && !rule.value().isRefused()) {
            rule.key().error("rule " + Mistakes.quoted(rule.name()) + " is empty", "hint: indent what belongs to it");
        } else {
            rule.value().refuse("a mapping from keys to values");
        }
    }

    private static boolean isAllowed(
            Key<?> key, Written.Entry entry, boolean isDefaults, Map<Key<?>, Stated<?>> stated) {
        if (isDefaults && !key.isDefaultable()) {
            entry.key().error("'defaults' cannot set " + Mistakes.quoted(key.word()), "hint: write it in each rule");
            return false;
        }
        Optional<Key<?>> other = Key.SOURCES.stream()
                .filter(source -> Key.SOURCES.contains(key) && stated.containsKey(source))
                .findFirst();
        if (other.isPresent()) {
            entry.key()
                    .error("a rule has one source, and this one has '"
                            + other.get().word() + "' already");
            return false;
        }
        return true;
    }

    /** Complains, and answers with what was probably meant. */
    private static Optional<Key<?>> unknown(Written.Entry entry) {
        List<String> words = new ArrayList<>();
        Key.ALL.forEach(key -> words.add(key.word()));
        Optional<String> advice = PolicyReader.RETRY_KEYS.contains(entry.name())
                ? Optional.of("hint: it belongs below 'retry'")
                : Suggestion.question(entry.name(), words);
        entry.key()
                .error(
                        "unknown key " + Mistakes.quoted(entry.name()),
                        advice.stream().toArray(String[]::new));
        return Spelling.nearest(entry.name(), words).flatMap(Key::named);
    }
}
