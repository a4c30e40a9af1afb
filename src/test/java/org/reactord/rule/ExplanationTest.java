package org.reactord.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.Seen;

class ExplanationTest {
    private static Explanation explain(RuleMaker rule, String path, FileKind kind, Change change) {
        return Explanation.of(rule.made(), BytePath.ofUtf8(path), kind, change);
    }

    private static String against(Explanation explanation) {
        return String.join(
                ", ", explanation.against().stream().map(Clause::text).toList());
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "/q/a.txt, WRITTEN, ''",
        "/q/a.dat, WRITTEN, match: *.txt",
        "/q/a.txt, DELETED, 'spool: takes complete files, not deleted'",
        "/q/.a.txt, WRITTEN, ignored by default: .*",
        "/q/.a.dat, WRITTEN, 'match: *.txt, ignored by default: .*'",
        "/q/sub/a.txt, WRITTEN, spool takes what lies directly in it",
        "/elsewhere/a.txt, WRITTEN, spool is not where it is",
    })
    void aSpoolNamesAllThatStandsInTheWay(String path, Change change, String clauses) {
        RuleMaker rule = RuleMaker.spool("q").directory("/q").match("*.txt");
        assertEquals(clauses, against(explain(rule, path, FileKind.REGULAR, change)));
    }

    @Test
    void oneClauseAloneIsANearMissOnlyWhereTheRuleLooks() {
        RuleMaker rule = RuleMaker.spool("q").directory("/q").match("*.txt");
        assertTrue(explain(rule, "/q/a.dat", FileKind.REGULAR, Change.WRITTEN).isNearMiss());
        assertFalse(explain(rule, "/q/.a.dat", FileKind.REGULAR, Change.WRITTEN).isNearMiss());
        assertFalse(explain(rule, "/p/a.txt", FileKind.REGULAR, Change.WRITTEN).isNearMiss());
    }

    @Test
    void aRuleThatIsOffIsANearMiss() {
        RuleMaker rule = RuleMaker.spool("q").directory("/q").enabled(Enabled.OFF);
        Explanation explanation = explain(rule, "/q/a", FileKind.REGULAR, Change.WRITTEN);
        assertEquals("enabled", explanation.against().get(0).key());
        assertTrue(explanation.isNearMiss());
    }

    @Test
    void aWatchedDirectoryIsNotItsOwnContent() {
        RuleMaker rule = RuleMaker.watch("w").directory("/w");
        assertFalse(explain(rule, "/w", FileKind.DIRECTORY, Change.WRITTEN).matches());
        assertTrue(explain(rule, "/w", FileKind.REGULAR, Change.WRITTEN).matches());
        assertEquals("recursive: false", against(explain(rule, "/w/a/b", FileKind.REGULAR, Change.WRITTEN)));
        assertTrue(explain(rule.recursive(), "/w/a/b", FileKind.REGULAR, Change.WRITTEN)
                .matches());
    }

    @Test
    void whatIsBelowAPrunedDirectoryIsIgnored() {
        RuleMaker rule = RuleMaker.watch("w").directory("/w").recursive().ignore("build/");
        assertEquals("ignore: build/", against(explain(rule, "/w/x/build/y/z", FileKind.REGULAR, Change.WRITTEN)));
        assertEquals(
                "ignored by default: .git/", against(explain(rule, "/w/.git/HEAD", FileKind.REGULAR, Change.WRITTEN)));
    }

    /** There is one truth: what is explained is what is done. */
    @Test
    void itSaysYesExactlyWhereTheRuleDoes() {
        Random random = new Random(7);
        List<RuleMaker> rules = List.of(
                RuleMaker.spool("a").directory("/q").match("*.txt", ".b*"),
                RuleMaker.watch("b").directory("/q").recursive().ignore("c/", "*.b"),
                RuleMaker.watch("c").directory("/q").recursive().on(Change.CREATED, Change.DELETED));
        Seen tree = Seen.below("/q");
        for (int i = 0; i < 5000; i++) {
            Rule rule = one(random, rules).made();
            String name = randomName(random);
            FileKind kind = one(random, List.of(FileKind.values()));
            Change change = one(random, List.of(Change.values()));
            if (rule.isSpool() && name.indexOf('/') >= 0) {
                continue; // a spool's tree does not reach so far
            }
            var event = tree.event(name, change, kind, java.util.Optional.empty(), java.util.Optional.empty());
            Explanation explanation = Explanation.of(rule, event.path(), kind, change);
            assertEquals(rule.refusal(event).isEmpty(), explanation.matches(), () -> rule.name() + " " + event);
            rule.refusal(event)
                    .ifPresent(refusal -> assertEquals(
                            Clause.of(refusal), explanation.against().get(0)));
        }
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String randomName(Random random) {
        String[] parts = {"a", "b.b", "c", "x.txt", ".b1", ".git", "~"};
        StringBuilder name = new StringBuilder(parts[random.nextInt(parts.length)]);
        for (int depth = random.nextInt(3); depth > 0; depth--) {
            name.append('/').append(parts[random.nextInt(parts.length)]);
        }
        return name.toString();
    }
}
