package org.reactord.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.reactord.rule.Done;
import org.reactord.rule.QueuePolicy;
import org.reactord.rule.RetryPolicy;
import org.reactord.rule.Return;
import org.reactord.rule.Template;

/** Reads the values that are a word or a small mapping; each answers empty after a complaint. */
final class PolicyReader {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern FACTOR = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3})?");
    static final Set<String> RETRY_KEYS = Set.of("delay", "factor", "max-delay", "attempts", "also-on");
    private static final Duration LEAST_DELAY = Duration.ofMillis(100);
    private static final Duration MOST_DELAY = Duration.ofDays(1);

    private PolicyReader() {}

    /** The entries of a mapping whose keys must all be among these. */
    static Map<String, Written> members(Written value, Set<String> keys) {
        Map<String, Written> members = new LinkedHashMap<>();
        for (Written.Entry entry : value.entries()) {
            if (keys.contains(entry.name())) {
                members.put(entry.name(), entry.value());
            } else {
                entry.key()
                        .error(
                                "unknown key " + Mistakes.quoted(entry.name()),
                                Suggestion.question(
                                                entry.name(),
                                                keys.stream().sorted().toList())
                                        .stream()
                                        .toArray(String[]::new));
            }
        }
        return members;
    }

    static Optional<Done> done(Written value) {
        if (!value.isMapping()) {
            return Values.word(value, Values.inOrder("delete", new Done.Delete(), "keep", new Done.Keep()));
        }
        int mistakes = value.mistakes().count();
        Written directory = members(value, Set.of("move")).get("move");
        if (directory == null) {
            if (value.mistakes().count() == mistakes) {
                value.error("delete, keep or {move: DIRECTORY} is wanted here");
            }
            return Optional.empty();
        }
        return Values.path(directory).map(Done.Move::new);
    }

    static Optional<QueuePolicy> queue(Written value) {
        Map<String, QueuePolicy.Kind> kinds = new LinkedHashMap<>();
        kinds.put("sequential", QueuePolicy.Kind.SEQUENTIAL);
        kinds.put("parallel", QueuePolicy.Kind.PARALLEL);
        kinds.put("evict", QueuePolicy.Kind.EVICT);
        if (!value.isMapping()) {
            return Values.word(value, kinds).map(kind -> policy(kind, Optional.empty()));
        }
        int mistakes = value.mistakes().count();
        Map<String, Written> members = members(value, kinds.keySet());
        if (members.size() != 1) {
            if (value.mistakes().count() == mistakes) {
                value.error("one of sequential, parallel, evict is wanted here");
            }
            return Optional.empty();
        }
        Map.Entry<String, Written> one = members.entrySet().iterator().next();
        QueuePolicy.Kind kind = kinds.getOrDefault(one.getKey(), QueuePolicy.Kind.SEQUENTIAL);
        return switch (kind) {
            case PARALLEL ->
                Values.count(one.getValue(), "a number of jobs", 1, 1000)
                        .map(width -> new QueuePolicy(kind, width, Optional.empty()));
            case SEQUENTIAL, EVICT -> key(one.getValue()).map(key -> policy(kind, Optional.of(key)));
        };
    }

    private static QueuePolicy policy(QueuePolicy.Kind kind, Optional<Template> key) {
        int width = kind == QueuePolicy.Kind.PARALLEL ? 0 : 1;
        return new QueuePolicy(kind, width, key);
    }

    private static Optional<Template> key(Written value) {
        Optional<Template> key = CommandReader.anyTemplate(value, "a text with a placeholder, such as \"{dir}\",");
        if (key.isPresent() && !key.get().hasFields()) {
            value.error(
                    "without a placeholder all jobs have the same key", "hint: write a placeholder such as \"{dir}\"");
            return Optional.empty();
        }
        return key;
    }

    /** Where the key stands in a queue that was read without a complaint. */
    static Written keyPlace(Written queue) {
        return queue.entries().get(0).value();
    }

    static Optional<RetryPolicy> retry(Written value) {
        if (!value.isMapping()) {
            Optional<String> text = value.text("'never' or a mapping");
            if (text.isPresent() && !text.get().equals("never")) {
                value.error("'never' or a mapping is wanted here", "hint: {delay: 5s, factor: 2, max-delay: 1m}");
            }
            return text.filter("never"::equals).map(never -> RetryPolicy.NEVER);
        }
        int mistakes = value.mistakes().count();
        Map<String, Written> members = members(value, RETRY_KEYS);
        RetryPolicy patient = RetryPolicy.PATIENT;
        Optional<Duration> delay = member(members, "delay").flatMap(PolicyReader::delay);
        Optional<Duration> most = member(members, "max-delay").flatMap(PolicyReader::delay);
        Optional<Double> factor = member(members, "factor").flatMap(PolicyReader::factor);
        Optional<Integer> attempts = member(members, "attempts").flatMap(PolicyReader::attempts);
        Optional<Set<Return>> alsoOn = member(members, "also-on").flatMap(PolicyReader::returns);
        if (delay.isPresent()
                && most.filter(longest -> longest.compareTo(delay.get()) < 0).isPresent()) {
            member(members, "max-delay").ifPresent(place -> place.error("'max-delay' is shorter than 'delay'"));
        }
        // Where one of the two is stated, the default of the other must not contradict it.
        Duration first = delay.orElse(shorter(patient.delay(), most.orElse(patient.delay())));
        Duration last = most.orElse(longer(patient.maxDelay(), first));
        return value.mistakes().count() > mistakes
                ? Optional.empty()
                : Optional.of(new RetryPolicy(
                        attempts.orElse(patient.attempts()),
                        first,
                        factor.orElse(patient.factor()),
                        last,
                        alsoOn.orElse(patient.alsoOn())));
    }

    private static Optional<Written> member(Map<String, Written> members, String key) {
        return Optional.ofNullable(members.get(key));
    }

    private static Optional<Set<Return>> returns(Written value) {
        Map<String, Return> words = new LinkedHashMap<>();
        for (Return one : Return.values()) {
            words.put(one.word(), one);
        }
        return Values.each(value, "one of " + String.join(", ", words.keySet()), item -> Values.word(item, words))
                .map(Set::copyOf);
    }

    private static Optional<Duration> delay(Written value) {
        return Values.duration(value, LEAST_DELAY, MOST_DELAY);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Optional<Double> factor(Written value) {
        Optional<String> text = value.text("a factor such as 2 or 1.5");
        boolean number = text.isPresent() && FACTOR.matcher(text.get()).matches();
        if (number) {
            double factor = new BigDecimal(text.get()).doubleValue();
            if (factor >= 1 && factor <= 100) {
                return Optional.of(factor);
            }
        }
        if (text.isPresent()) {
            value.error("a factor from 1 to 100 is wanted here, such as 2 or 1.5");
        }
        return Optional.empty();
    }

    private static Optional<Integer> attempts(Written value) {
        return value.plain().equals(Optional.of("unlimited"))
                ? Optional.of(0)
                : Values.count(value, "'unlimited' or a number of attempts", 1, 1_000_000);
    }

    /** Variables in the order in which they are written; those that the daemon sets itself are refused. */
    static Optional<Map<String, String>> env(Written value) {
        if (!value.isMapping()) {
            value.refuse("a mapping from variables to values");
            return Optional.empty();
        }
        int mistakes = value.mistakes().count();
        Map<String, String> env = new LinkedHashMap<>();
        for (Written.Entry entry : value.entries()) {
            if (!VARIABLE.matcher(entry.name()).matches()) {
                entry.key().error(Mistakes.quoted(entry.name()) + " is no name for a variable");
            } else if (entry.name().startsWith("REACTOR_")) {
                entry.key().error("variables that begin with 'REACTOR_' are set by the daemon");
            }
            entry.value().string("a string").ifPresent(text -> env.put(entry.name(), text));
        }
        return value.mistakes().count() > mistakes ? Optional.empty() : Optional.of(env);
    }
}
