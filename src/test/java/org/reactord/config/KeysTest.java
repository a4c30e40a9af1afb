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
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.Glob;
import org.reactord.event.SystemKind;
import org.reactord.rule.DefaultIgnores;
import org.reactord.rule.Done;
import org.reactord.rule.Enabled;
import org.reactord.rule.Matcher;
import org.reactord.rule.OnFailure;
import org.reactord.rule.Per;
import org.reactord.rule.QueuePolicy;
import org.reactord.rule.RetryPolicy;
import org.reactord.rule.Return;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;
import org.reactord.rule.StdinMode;
import org.reactord.rule.SystemWant;

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
    void defaultsOfWhatHappensToTheSystem() {
        Rule rule = new RulesFixture(place)
                .with("a.yaml", "vpn:\n  network: {interface: 'wg*', state: up}\n  run: deliver\n")
                .rule();

        BytePath directory = BytePath.ofUtf8(place.resolve("state/events/vpn").toString());
        SystemWant want = new SystemWant(
                SystemKind.NETWORK,
                List.of(
                        new Matcher.OneOf("interface", List.of(Glob.of("wg*"))),
                        new Matcher.OneOf("state", List.of(Glob.of("up"))),
                        new Matcher.Reach(false)),
                false);
        assertEquals(RuleSource.Spool.ofEvents(new RuleSource.Items.Happened(want), directory), rule.source());
        assertEquals(Duration.ofMillis(500), rule.settle());
        assertEquals(Per.FILE, rule.per());
        assertEquals(QueuePolicy.SEQUENTIAL, rule.queue());
        assertEquals(StdinMode.NONE, rule.execution().stdin());
        assertEquals(RetryPolicy.NEVER, rule.retry());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "device: {subsystem: usb}",
                "power: {state: ac}",
                "mount: {target: /mnt}",
                "process: {name: gimp}",
                "system: resume",
                "session: lock"
            })
    void onlyANetworkIsWaitedForUntilItIsQuiet(String source) {
        Rule rule = new RulesFixture(place)
                .with("a.yaml", "a:\n  " + source + "\n  run: deliver\n")
                .rule();

        assertEquals(Duration.ZERO, rule.settle());
    }

    @Test
    void whoNamesNoInterfaceMeansTheMachine() {
        Rule rule = new RulesFixture(place)
                .with("a.yaml", "a:\n  network: {state: online}\n  run: deliver\n")
                .rule();

        assertTrue(rule.source().want().orElseThrow().matchers().contains(new Matcher.Reach(true)));
    }

    @Test
    void aDefaultHoldsWhereItsKeyBelongs() {
        RulesFixture rules = new RulesFixture(place).with("a.yaml", """
                defaults:
                  at-start: true
                  settle: 3s
                  per: batch
                  match: "*.eml"
                  retry: {delay: 1s, also-on: [online, resume]}
                a:
                  spool: ~/in
                  run: deliver
                b:
                  event: deploy
                  run: deliver
                c:
                  mount: {target: /mnt/usb}
                  run: deliver
                """);
        Loading.Loaded loaded = (Loading.Loaded) rules.load();

        assertEquals("", rules.shown());
        assertEquals("3s # rules.d/a.yaml:3", rules.setting("c", "settle"));
        assertEquals("true # rules.d/a.yaml:2", rules.setting("c", "at-start"));
        assertTrue(rule(loaded, "c").source().want().orElseThrow().atStart());
        assertEquals(Per.FILE, rule(loaded, "c").per());
        assertEquals(Duration.ZERO, rule(loaded, "b").settle());
        for (String name : List.of("a", "b", "c")) {
            assertEquals(
                    Set.of(Return.ONLINE, Return.RESUME),
                    rule(loaded, name).retry().alsoOn(),
                    name);
        }
    }

    private static Rule rule(Loading.Loaded loaded, String name) {
        return loaded.rules().named(name).orElseThrow();
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
        RulesFixture rules = new RulesFixture(place).with("a.yaml", """
                a:
                  spool: ~/in
                  run: deliver
                b:
                  run: mirror
                  watch: ~/notes
                c:
                  run: mirror
                  session: lock
                """);
        Loading.Loaded loaded = (Loading.Loaded) rules.load();

        assertEquals(
                "spool run match ignore settle per queue timeout retry done failed on-failure stdin env cwd enabled",
                keys(loaded.rules().rules().get(0)));
        assertEquals(
                "watch run match ignore on recursive settle per queue timeout retry catch-up on-failure stdin env cwd enabled",
                keys(loaded.rules().rules().get(1)));
        assertEquals(
                "session run settle queue timeout retry at-start on-failure stdin env cwd enabled",
                keys(loaded.rules().rules().get(2)));
    }

    private static String keys(Rule rule) {
        return rule.settings().stream().map(setting -> setting.key()).collect(Collectors.joining(" "));
    }

    private static final List<Arguments> WRITTEN = List.of(
            arguments("spool", "a", "spool: ~/in", "home/in"),
            arguments("watch", "b", "watch: ~", "home"),
            arguments("event", "c", "event: deploy/now", "deploy/now"),
            arguments("network", "d", "network: {interface: 'wg*', state: up}", "{interface: \"wg*\", state: up}"),
            arguments("network", "d", "network: {state: [online, offline]}", "{state: [online, offline]}"),
            arguments(
                    "network",
                    "d",
                    "network: {address: '10.*', kind: [veth, 'br?'], state: address}",
                    "{address: \"10.*\", kind: [veth, \"br?\"], state: address}"),
            arguments(
                    "device",
                    "e",
                    "device: {subsystem: block, action: [add, change], ID_FS_UUID: '1234', devpath: '/devices/**'}",
                    "{subsystem: block, action: [add, change], ID_FS_UUID: \"1234\", devpath: \"/devices/**\"}"),
            arguments("power", "f", "power: {state: ac}", "{state: ac}"),
            arguments("power", "f", "power: {state: low}", "{state: low, below: 20}"),
            arguments("power", "f", "power: {below: 7, state: [low, ac]}", "{state: [ac, low], below: 7}"),
            arguments(
                    "mount",
                    "g",
                    "mount: {target: [/mnt/usb, '/media/*/Work disk/'], fstype: 'ext?', source: /dev/sdb1}",
                    "{target: [/mnt/usb, \"/media/*/Work disk/\"], fstype: \"ext?\", source: /dev/sdb1}"),
            arguments("mount", "g", "mount: {state: unmounted}", "{state: unmounted}"),
            arguments(
                    "process",
                    "h",
                    "process: {name: 'gim*', exe: '/**/gimp', state: stopped, user: me}",
                    "{name: \"gim*\", exe: \"/**/gimp\", state: stopped, user: me}"),
            arguments("system", "i", "system: clock-jump", "clock-jump"),
            arguments("system", "i", "system: [resume, suspend]", "[resume, suspend]"),
            arguments("session", "j", "session: login", "login"),
            arguments("session", "j", "session: [lock, unlock]", "[lock, unlock]"),
            arguments("at-start", "d", "at-start: true", "true"),
            arguments("settle", "d", "settle: 2s", "2s"),
            arguments(
                    "retry",
                    "a",
                    "retry: {also-on: online}",
                    "{delay: 5s, factor: 2, max-delay: 1m, attempts: unlimited, also-on: [online]}"),
            arguments(
                    "retry",
                    "c",
                    "retry: {attempts: 9, also-on: [mounted, ac, resume]}",
                    "{delay: 5s, factor: 2, max-delay: 1m, attempts: 9, also-on: [resume, ac, mounted]}"),
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
            arguments("queue", "c", "queue: {sequential: \"{repo}\"}", "{sequential: \"{repo}\"}"),
            arguments("queue", "d", "queue: {evict: \"{interface}\"}", "{evict: \"{interface}\"}"),
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
                d:
                  network: {state: up}
                  run: deliver
                e:
                  device: {action: add}
                  run: deliver
                f:
                  power: {state: battery}
                  run: deliver
                g:
                  mount: {state: mounted}
                  run: deliver
                h:
                  process: {name: vi}
                  run: deliver
                i:
                  system: shutdown
                  run: deliver
                j:
                  session: logout
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
