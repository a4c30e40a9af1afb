package org.reactord.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.rule.DefaultIgnores;
import org.reactord.rule.Done;
import org.reactord.rule.Enabled;
import org.reactord.rule.OnFailure;
import org.reactord.rule.Per;
import org.reactord.rule.QueuePolicy;
import org.reactord.rule.RetryPolicy;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;
import org.reactord.rule.StdinMode;

/** What each key means, what it is when nobody writes it, and that what {@code show} prints can be read again. */
class KeysTest {
    @TempDir
    Path place;

    private BytePath home(String below) {
        return BytePath.ofUtf8(place.resolve("home").resolve(below).toString());
    }

    @Test
    void defaultsOfASpool() {
        Rule rule = new RulesFixture(place)
                .with("a.yaml", "outbox:\n  spool: ~/in\n  run: [deliver, -t]\n")
                .rule();

        assertEquals(new RuleSource.Spool(home("in"), new Done.Delete(), home("in/.failed")), rule.source());
        assertEquals(DefaultIgnores.SPOOL, rule.filter().defaults());
        assertEquals(List.of(), rule.filter().match());
        assertEquals(Duration.ZERO, rule.settle());
        assertEquals(Per.FILE, rule.per());
        assertEquals(QueuePolicy.SEQUENTIAL, rule.queue());
        assertEquals(Duration.ofHours(1), rule.execution().timeout());
        assertEquals(RetryPolicy.PATIENT, rule.retry());
        assertEquals(OnFailure.DEFAULT, rule.onFailure());
        assertEquals(StdinMode.FILE, rule.execution().stdin());
        assertEquals(Map.of(), rule.execution().env());
        assertEquals(Optional.empty(), rule.execution().cwd());
        assertEquals(Enabled.ON, rule.enabled());
    }

    @Test
    void defaultsOfAWatch() {
        Rule rule = new RulesFixture(place)
                .with("a.yaml", "notes:\n  watch: ~/notes\n  run: mirror\n")
                .rule();

        Set<Change> on = Set.of(Change.WRITTEN, Change.DELETED, Change.MOVED);
        assertEquals(new RuleSource.Watch(List.of(home("notes")), on, false, true), rule.source());
        assertEquals(DefaultIgnores.WATCH, rule.filter().defaults());
        assertEquals(Duration.ofSeconds(1), rule.settle());
        assertEquals(Per.BATCH, rule.per());
        assertEquals(StdinMode.NONE, rule.execution().stdin());
        assertEquals(RetryPolicy.PATIENT, rule.retry());
    }

    @Test
    void defaultsOfAnEvent() {
        Rule rule = new RulesFixture(place)
                .with("a.yaml", "site:\n  event: deploy\n  run: deliver\n")
                .rule();

        BytePath directory = BytePath.ofUtf8(place.resolve("state/events/site").toString());
        assertEquals(RuleSource.Spool.ofEvents(new RuleSource.Items.Emitted("deploy"), directory), rule.source());
        assertEquals(Duration.ZERO, rule.settle());
        assertEquals(Per.FILE, rule.per());
        assertEquals(StdinMode.FILE, rule.execution().stdin());
        assertEquals(RetryPolicy.NEVER, rule.retry());
    }

    @Test
    void aSpoolOfBatchesReadsNothingUnlessToldTo() {
        Rule rule = new RulesFixture(place)
                .with("a.yaml", "outbox:\n  spool: ~/in\n  run: deliver\n  per: batch\n")
                .rule();

        assertEquals(StdinMode.NONE, rule.execution().stdin());
    }

    @Test
    void showListsEveryKeyOfItsKindInOneOrder() {
        RulesFixture rules = new RulesFixture(place)
                .with("a.yaml", "a:\n  spool: ~/in\n  run: deliver\nb:\n  run: mirror\n  watch: ~/notes\n");
        Loading.Loaded loaded = (Loading.Loaded) rules.load();

        assertEquals(
                "spool run match ignore settle per queue timeout retry done failed on-failure stdin env cwd enabled",
                keys(loaded.rules().rules().get(0)));
        assertEquals(
                "watch run match ignore on recursive settle per queue timeout retry catch-up on-failure stdin env cwd enabled",
                keys(loaded.rules().rules().get(1)));
    }

    private static String keys(Rule rule) {
        return rule.settings().stream().map(setting -> setting.key()).collect(Collectors.joining(" "));
    }

    private static final List<Arguments> WRITTEN = List.of(
            arguments("spool", "a", "spool: ~/in", "home/in"),
            arguments("watch", "b", "watch: ~", "home"),
            arguments("event", "c", "event: deploy/now", "deploy/now"),
            arguments("watch", "b", "watch: [~/notes, \"~/in/\"]", "[home/notes, home/in]"),
            arguments(
                    "run",
                    "a",
                    "run: [deliver, -x, --y=z, 'two words', '{path}']",
                    "[deliver, -x, --y=z, \"two words\", \"{path}\"]"),
            arguments("run", "a", "run: |\n    a b\n    c\n", "\"a b\\nc\\n\""),
            arguments("match", "a", "match: '*.eml'", "[\"*.eml\"]"),
            arguments("ignore", "a", "ignore: []", "[]"),
            arguments("ignore", "a", "ignore: [.git/, \"*.tmp\"]", "[.git/, \"*.tmp\"]"),
            arguments("on", "b", "on: [attributes, created]", "[created, attributes]"),
            arguments("on", "b", "on: deleted", "[deleted]"),
            arguments("recursive", "b", "recursive: true", "true"),
            arguments("settle", "a", "settle: 200ms", "200ms"),
            arguments("per", "b", "per: file", "file"),
            arguments("queue", "a", "queue: parallel", "parallel"),
            arguments("queue", "a", "queue: {parallel: 4}", "{parallel: 4}"),
            arguments("queue", "a", "queue: evict", "evict"),
            arguments("queue", "a", "queue: {sequential: \"{dir}\"}", "{sequential: \"{dir}\"}"),
            arguments("queue", "a", "queue: {evict: \"{name}\"}", "{evict: \"{name}\"}"),
            arguments("timeout", "a", "timeout: 90m", "90m"),
            arguments("retry", "a", "retry: never", "never"),
            arguments(
                    "retry",
                    "a",
                    "retry: {attempts: 3, factor: 1.5}",
                    "{delay: 5s, factor: 1.5, max-delay: 1m, attempts: 3}"),
            arguments("retry", "a", "retry: {delay: 2m}", "{delay: 2m, factor: 2, max-delay: 2m, attempts: unlimited}"),
            arguments(
                    "retry",
                    "a",
                    "retry: {max-delay: 1s}",
                    "{delay: 1s, factor: 2, max-delay: 1s, attempts: unlimited}"),
            arguments("done", "a", "done: keep", "keep"),
            arguments("done", "a", "done: {move: ~/in/sent}", "{move: home/in/sent}"),
            arguments("failed", "a", "failed: ~/failed", "home/failed"),
            arguments("catch-up", "b", "catch-up: false", "false"),
            arguments("on-failure", "a", "on-failure: {after: 0s}", "{after: 0s, every: 1h}"),
            arguments(
                    "on-failure",
                    "a",
                    "on-failure: {run: [deliver, '{name}'], every: 2d}",
                    "{run: [deliver, \"{name}\"], after: 10m, every: 2d}"),
            arguments(
                    "on-failure",
                    "b",
                    "on-failure: {run: 'tell \"$REACTOR_REASON\", or so'}",
                    "{run: \"tell \\\"$REACTOR_REASON\\\", or so\", after: 10m, every: 1h}"),
            arguments("stdin", "b", "stdin: paths0", "paths0"),
            arguments("env", "a", "env: {A: \"1\", B: b}", "{A: \"1\", B: b}"),
            arguments("cwd", "a", "cwd: ~/in", "home/in"),
            arguments("enabled", "a", "enabled: false", "false"),
            arguments("enabled", "a", "enabled: shadow", "shadow"));

    static Stream<Arguments> written() {
        return WRITTEN.stream();
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("written")
    void isShownAsItCanBeWritten(String key, String rule, String line, String shown) {
        RulesFixture rules = new RulesFixture(place).with("a.yaml", """
                a:
                  spool: ~/in
                  run: deliver
                b:
                  watch: ~/notes
                  run: mirror
                c:
                  event: deploy
                  run: deliver
                """).with("b.yaml", rule + ":\n  " + line + "\n");
        assertEquals(shown + " # rules.d/b.yaml:2", rules.setting(rule, key).replace(place + "/", ""));

        Loading.Loaded first = (Loading.Loaded) rules.load();
        String all = first.rules().rules().stream().map(KeysTest::asRuleFile).collect(Collectors.joining());
        Loading again = rules.with("a.yaml", all).with("b.yaml", "").load();
        assertTrue(again instanceof Loading.Loaded, () -> all + rules.shown());
        for (Rule one : first.rules().rules()) {
            Rule other = ((Loading.Loaded) again).rules().named(one.name()).orElseThrow();
            assertEquals(texts(one), texts(other));
        }
    }

    private static String asRuleFile(Rule rule) {
        return rule.name() + ":\n"
                + rule.settings().stream()
                        .map(one -> "  " + one.key() + ": " + one.text() + "   # "
                                + one.origin().place() + "\n")
                        .collect(Collectors.joining());
    }

    private static List<String> texts(Rule rule) {
        return rule.settings().stream()
                .map(one -> one.key() + ": " + one.text())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "-t, -t",
        "a b, '\"a b\"'",
        "no, '\"no\"'",
        "12, '\"12\"'",
        "a: b, '\"a: b\"'",
        "#x, '\"#x\"'",
        "'{x}', '\"{x}\"'",
        "'-', '\"-\"'",
        "é, '\"é\"'",
        "'', '\"\"'",
        "'a\"\\b', '\"a\\\"\\\\b\"'"
    })
    void aStringIsQuotedWhereItMust(String text, String shown) {
        assertEquals(shown, RuleText.string(text));
    }

    @Test
    void whatCannotBeSeenIsEscaped() {
        assertEquals("\"a\\n\\t\\u001b\\u202e\\U000e0001\"", RuleText.string("a\n\t\u001b\u202e\udb40\udc01"));
    }
}
