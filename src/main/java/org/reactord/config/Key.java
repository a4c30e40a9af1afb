package org.reactord.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.SystemKind;
import org.reactord.rule.Command;
import org.reactord.rule.Done;
import org.reactord.rule.Enabled;
import org.reactord.rule.OnFailure;
import org.reactord.rule.Pattern;
import org.reactord.rule.Per;
import org.reactord.rule.QueuePolicy;
import org.reactord.rule.RetryPolicy;
import org.reactord.rule.StdinMode;
import org.reactord.rule.SystemWant;

/**
 * The table of what a rule can say: each key with who may use it, how its value is read, what it is when nobody says
 * so, and how {@code show} prints it. A new key is one entry here and its use in {@link RuleBuilder}.
 *
 * @param <T> what a value of this key is
 */
final class Key<T> {
    /** Which rules a key belongs to. */
    enum Scope {
        SPOOL,
        WATCH,
        EVENT,
        NETWORK,
        DEVICE,
        POWER,
        MOUNT,
        PROCESS,
        SYSTEM,
        SESSION,
        /** Whatever is about files. */
        FILES,
        /** Whatever is about what happens to the system. */
        SYSTEM_EVENTS,
        /** Whatever the daemon hears of by itself: all but what somebody sends. */
        HEARD,
        ANY;

        boolean covers(Scope kindOfRule) {
            return switch (this) {
                case ANY -> true;
                case FILES -> kindOfRule.isFiles();
                case SYSTEM_EVENTS -> kindOfRule.systemKind().isPresent();
                case HEARD -> kindOfRule != EVENT;
                default -> this == kindOfRule;
            };
        }

        boolean isFiles() {
            return this == SPOOL || this == WATCH;
        }

        /** The kind of system events that a rule of this kind waits for. */
        Optional<SystemKind> systemKind() {
            return SystemKind.ofWord(RuleText.word(this));
        }
    }

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MONTH = Duration.ofDays(30);

    static final Key<BytePath> SPOOL = required("spool", Scope.SPOOL, Values::onePath, RuleText::path);
    static final Key<List<BytePath>> WATCH = required("watch", Scope.WATCH, Values::paths, RuleText::paths);
    static final Key<String> EVENT = required("event", Scope.EVENT, Values::eventName, RuleText::string);
    static final List<Key<SystemWant>> SYSTEM = Arrays.stream(SystemKind.values())
            .map(kind -> required(kind.word(), Scope.valueOf(kind.name()), SystemReader.of(kind), SystemText::want))
            .toList();
    static final Key<Command> RUN = required("run", Scope.ANY, CommandReader::read, RuleText::command);
    static final Key<List<Pattern>> MATCH = optional(
                    "match", Values::patterns, rule -> List.<Pattern>of(), RuleText::match)
            .only(Scope.FILES);
    static final Key<List<Pattern>> IGNORE = optional(
                    "ignore", Values::patternsOrNone, rule -> List.<Pattern>of(), RuleText::patterns)
            .only(Scope.FILES);
    static final Key<Set<Change>> ON = optional(
                    "on",
                    Values::changes,
                    rule -> EnumSet.of(Change.WRITTEN, Change.DELETED, Change.MOVED),
                    RuleText::changes)
            .only(Scope.WATCH);
    static final Key<Boolean> RECURSIVE =
            optional("recursive", Values::flag, rule -> false, String::valueOf).only(Scope.WATCH);
    static final Key<Duration> SETTLE = optional(
                    "settle",
                    value -> Values.duration(value, Duration.ZERO, HOUR),
                    Key::settleOtherwise,
                    RuleText::duration)
            .only(Scope.HEARD);
    static final Key<Per> PER = optional(
                    "per",
                    value -> Values.word(value, Values.inOrder("file", Per.FILE, "batch", Per.BATCH)),
                    rule -> rule.isWatch() ? Per.BATCH : Per.FILE,
                    RuleText::word)
            .only(Scope.FILES);
    static final Key<QueuePolicy> QUEUE =
            optional("queue", PolicyReader::queue, rule -> QueuePolicy.SEQUENTIAL, RuleText::queue);
    static final Key<Duration> TIMEOUT = optional(
            "timeout", value -> Values.duration(value, Duration.ofSeconds(1), MONTH), rule -> HOUR, RuleText::duration);
    static final Key<RetryPolicy> RETRY = optional(
            "retry",
            PolicyReader::retry,
            rule -> rule.kind().isFiles() ? RetryPolicy.PATIENT : RetryPolicy.NEVER,
            RuleText::retry);
    static final Key<Done> DONE = optional("done", PolicyReader::done, rule -> (Done) new Done.Delete(), RuleText::done)
            .only(Scope.SPOOL);
    static final Key<BytePath> FAILED = optional(
                    "failed",
                    Values::onePath,
                    rule -> rule.get(SPOOL).resolve(BytePath.ofUtf8(".failed")),
                    RuleText::path)
            .only(Scope.SPOOL);
    static final Key<Boolean> CATCH_UP =
            optional("catch-up", Values::flag, rule -> true, String::valueOf).only(Scope.WATCH);
    static final Key<Boolean> AT_START =
            optional("at-start", Values::flag, rule -> false, String::valueOf).only(Scope.SYSTEM_EVENTS);
    static final Key<OnFailure> ON_FAILURE =
            optional("on-failure", FailureReader::read, rule -> OnFailure.DEFAULT, RuleText::onFailure);
    static final Key<StdinMode> STDIN = optional(
            "stdin",
            value -> Values.word(value, Key.<StdinMode>lowerCase(StdinMode.values())),
            rule -> (rule.isSpool() || rule.isEvent()) && rule.get(PER) == Per.FILE ? StdinMode.FILE : StdinMode.NONE,
            RuleText::word);
    static final Key<Map<String, String>> ENV = optional("env", PolicyReader::env, rule -> Map.of(), RuleText::env);
    static final Key<BytePath> CWD = optional("cwd", Values::onePath, Effective::home, RuleText::path);
    static final Key<Enabled> ENABLED = optional("enabled", Key::readEnabled, rule -> Enabled.ON, RuleText::enabled);

    /** Each says what a rule waits for. */
    static final List<Key<?>> SOURCES = Stream.<Key<?>>concat(Stream.of(SPOOL, WATCH, EVENT), SYSTEM.stream())
            .toList();

    /** In the order in which {@code show} lists them. */
    static final List<Key<?>> ALL = Stream.<Key<?>>concat(
                    SOURCES.stream(),
                    Stream.of(
                            RUN,
                            MATCH,
                            IGNORE,
                            ON,
                            RECURSIVE,
                            SETTLE,
                            PER,
                            QUEUE,
                            TIMEOUT,
                            RETRY,
                            DONE,
                            FAILED,
                            CATCH_UP,
                            AT_START,
                            ON_FAILURE,
                            STDIN,
                            ENV,
                            CWD,
                            ENABLED))
            .toList();

    /** What a rule of a later version has. */
    static final Set<String> LATER = Set.of("user");

    private final String word;
    private final Scope scope;
    private final boolean defaultable;
    private final Function<Written, Optional<T>> reader;
    private final Function<Effective, T> otherwise;
    private final Function<T, String> shown;

    private Key(
            String word,
            Scope scope,
            boolean defaultable,
            Function<Written, Optional<T>> reader,
            Function<Effective, T> otherwise,
            Function<T, String> shown) {
        this.word = word;
        this.scope = scope;
        this.defaultable = defaultable;
        this.reader = reader;
        this.otherwise = otherwise;
        this.shown = shown;
    }

    private static <T> Key<T> required(
            String word, Scope scope, Function<Written, Optional<T>> reader, Function<T, String> shown) {
        Function<Effective, T> never = rule -> {
            throw new IllegalStateException(word + " has no default; a rule without it is not built");
        };
        return new Key<>(word, scope, false, reader, never, shown);
    }

    private static <T> Key<T> optional(
            String word,
            Function<Written, Optional<T>> reader,
            Function<Effective, T> otherwise,
            Function<T, String> shown) {
        return new Key<>(word, Scope.ANY, true, reader, otherwise, shown);
    }

    private Key<T> only(Scope narrower) {
        return new Key<>(word, narrower, defaultable, reader, otherwise, shown);
    }

    private static <E extends Enum<E>> Map<String, E> lowerCase(E[] values) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : values) {
            words.put(RuleText.word(value), value);
        }
        return words;
    }

    /** Several messages of the kernel are one change of a network; a file that is watched is often changed again. */
    private static Duration settleOtherwise(Effective rule) {
        return switch (rule.kind()) {
            case WATCH -> Duration.ofSeconds(1);
            case NETWORK -> Duration.ofMillis(500);
            default -> Duration.ZERO;
        };
    }

    private static Optional<Enabled> readEnabled(Written value) {
        Map<String, Enabled> words = Values.inOrder("true", Enabled.ON, "false", Enabled.OFF);
        words.put("shadow", Enabled.SHADOW);
        return Values.word(value, words);
    }

    static Optional<Key<?>> named(String word) {
        return ALL.stream().filter(key -> key.word.equals(word)).findFirst();
    }

    String word() {
        return word;
    }

    Scope scope() {
        return scope;
    }

    /** True if {@code defaults} may set it. */
    boolean isDefaultable() {
        return defaultable;
    }

    Optional<T> read(Written value) {
        return reader.apply(value);
    }

    T otherwise(Effective rule) {
        return otherwise.apply(rule);
    }

    String show(T value) {
        return shown.apply(value);
    }
}
