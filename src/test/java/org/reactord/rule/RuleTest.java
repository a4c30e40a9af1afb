package org.reactord.rule;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.Seen;

class RuleTest {
    private static final Seen TREE = Seen.below("/q");

    @ParameterizedTest(name = "a spool and {0}: {1}")
    @CsvSource({
        "WRITTEN, wanted",
        "MOVED, wanted",
        "CREATED, 'spool: takes complete files, not created'",
        "DELETED, 'spool: takes complete files, not deleted'",
        "ATTRIBUTES, 'spool: takes complete files, not attributes'",
    })
    void aSpoolTakesCompleteFiles(Change change, String verdict) {
        assertEquals(verdict, verdict(RuleMaker.spool("q").made(), event(change)));
    }

    @ParameterizedTest
    @EnumSource(
            value = FileKind.class,
            names = {"DIRECTORY", "SYMLINK", "SPECIAL", "UNKNOWN"})
    void aSpoolTakesRegularFilesOnly(FileKind kind) {
        String word = kind.name().toLowerCase(java.util.Locale.ROOT);
        assertEquals(
                "spool: takes regular files, this is " + word,
                verdict(RuleMaker.spool("q").made(), TREE.kind("a", kind)));
        assertEquals("wanted", verdict(RuleMaker.watch("q").made(), TREE.kind("a", kind)));
    }

    @ParameterizedTest(name = "on {0} and {1}: {2}")
    @CsvSource({
        "WRITTEN, WRITTEN, wanted",
        "WRITTEN, MOVED, wanted", // it is complete and new under this name
        "WRITTEN, DELETED, on: not deleted",
        "DELETED, DELETED, wanted",
        "DELETED, MOVED, on: not moved",
        "CREATED, WRITTEN, on: not written",
        "ATTRIBUTES, ATTRIBUTES, wanted",
    })
    void aWatchTakesWhatItsOnNames(Change on, Change told, String verdict) {
        assertEquals(verdict, verdict(RuleMaker.watch("q").on(on).made(), event(told)));
    }

    @Test
    void whatHappenedIsAskedBeforeTheName() {
        Rule rule = RuleMaker.spool("q").ignore("*").made();
        assertTrue(verdict(rule, TREE.deleted("a")).startsWith("spool:"));
        assertEquals("ignore: *", verdict(rule, TREE.written("a")));
    }

    @Test
    void aRefusalPointsToTheKeyThatDecided() {
        Rule rule = RuleMaker.watch("q")
                .on(Change.WRITTEN)
                .setting("on", "[written]", 7)
                .made();
        assertEquals(
                "test.yaml:7",
                rule.refusal(TREE.deleted("a")).orElseThrow().origin().place());
        Rule spool = RuleMaker.spool("q").made();
        assertEquals(
                "test.yaml:1",
                spool.refusal(TREE.deleted("a")).orElseThrow().origin().place());
    }

    @Test
    void patternsSeeThePathBelowTheRoot() {
        Rule rule = RuleMaker.watch("q").recursive().match("sub/*.txt").made();
        assertEquals("wanted", verdict(rule, TREE.written("sub/a.txt")));
        assertEquals("match: sub/*.txt", verdict(rule, TREE.written("a.txt")));
    }

    @Test
    void itWatchesItsRootsAndPrunesWhatItIgnores() {
        Rule rule = RuleMaker.watch("q")
                .recursive()
                .ignore("build/", "*.tmp")
                .noDefaults()
                .made();
        var tree = rule.trees().get(0);
        assertEquals(BytePath.ofUtf8("/q"), tree.root());
        assertTrue(tree.recursive());
        assertEquals(
                List.of("build/"), tree.pruned().stream().map(Object::toString).toList());
        assertTrue(tree.prunes(BytePath.ofUtf8("x/build")));
        assertFalse(tree.prunes(BytePath.ofUtf8("x/a.tmp")));
        assertEquals(List.of(), RuleMaker.watch("q").enabled(Enabled.OFF).made().trees());
        assertEquals(
                1, RuleMaker.watch("q").enabled(Enabled.SHADOW).made().trees().size());
    }

    @Test
    void rulesMeanTheSameWhereverTheyAreWritten() {
        Rule rule = RuleMaker.spool("q").match("a").made();
        Rule elsewhere =
                RuleMaker.spool("q").match("a").setting("run", "true", 5).made();
        assertTrue(rule.meansTheSameAs(elsewhere));
        List<UnaryOperator<RuleMaker>> changes = List.of(
                r -> r.match("b"),
                r -> r.ignore("b"),
                r -> r.directory("/other"),
                r -> r.done(new Done.Keep()),
                r -> r.settle(ofSeconds(9)),
                r -> r.per(Per.BATCH),
                r -> r.parallel(2),
                r -> r.sequential("{dir}"),
                r -> r.run("false"),
                r -> r.exec("true"),
                r -> r.timeout(ofSeconds(9)),
                r -> r.attempts(3),
                r -> r.enabled(Enabled.SHADOW));
        for (int i = 0; i < changes.size(); i++) {
            Rule changed = changes.get(i).apply(RuleMaker.spool("q").match("a")).made();
            assertFalse(rule.meansTheSameAs(changed), "change " + i);
        }
        assertFalse(rule.meansTheSameAs(RuleMaker.watch("q").match("a").made()));
    }

    @Test
    void aSetHasNoTwoRulesOfOneName() {
        List<Rule> rules =
                List.of(RuleMaker.spool("q").made(), RuleMaker.watch("q").made());
        assertThrows(IllegalArgumentException.class, () -> new RuleSet(rules));
    }

    @Test
    void aSetKeepsTheOrderAndSharesTrees() {
        RuleSet set = new RuleSet(List.of(
                RuleMaker.spool("z").directory("/d").made(),
                RuleMaker.spool("a").directory("/d").made()));
        assertEquals(List.of("z", "a"), set.rules().stream().map(Rule::name).toList());
        assertEquals(1, set.trees().size());
        assertTrue(set.named("a").isPresent());
        assertTrue(set.named("b").isEmpty());
    }

    private static FileEvent event(Change change) {
        return switch (change) {
            case WRITTEN -> TREE.written("a");
            case CREATED -> TREE.created("a");
            case DELETED -> TREE.deleted("a");
            case MOVED -> TREE.moved("b", "a");
            case ATTRIBUTES -> TREE.attributes("a");
        };
    }

    private static String verdict(Rule rule, FileEvent event) {
        return rule.refusal(event).map(Refusal::clause).orElse("wanted");
    }
}
