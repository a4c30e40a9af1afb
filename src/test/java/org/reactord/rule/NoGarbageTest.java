package org.reactord.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.Glob;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.event.WatchedTree;

/** Of a thousand rules, those that cannot match cost no memory, not even for a moment. */
class NoGarbageTest {
    private static final int QUESTIONS = 1000;

    /** Bytes; the first question of a kind may make something for good. */
    private static long made(Runnable question) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        question.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < QUESTIONS; i++) {
            question.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static RuleSet thousand(IntFunction<RuleMaker> rule) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rules.add(rule.apply(i).made());
        }
        return new RuleSet(rules);
    }

    private static void assertNoneMade(Runnable question) {
        long made = made(question);
        assertTrue(made < QUESTIONS, made + " bytes for " + QUESTIONS + " questions");
    }

    /** All of which watch one tree. */
    private static void assertRefusedWithoutGarbage(RuleSet rules) {
        WatchedTree tree = rules.rules().get(0).trees().get(0);
        FileEvent event = written(tree, "/d/some/deep/down/name.jpg");
        BitSet found = new BitSet();
        assertNoneMade(() -> rules.watching(tree).wanting(event, found));
        assertEquals(0, found.cardinality());
    }

    private static FileEvent written(WatchedTree tree, String path) {
        return new FileEvent(
                tree,
                BytePath.ofUtf8(path),
                Change.WRITTEN,
                FileKind.REGULAR,
                Optional.empty(),
                Optional.empty(),
                Cause.EVENT);
    }

    @Test
    void rulesOfOneTreeWithOtherNames() {
        RuleSet rules = thousand(i ->
                RuleMaker.watch("w" + i).directory("/d").recursive().match("*.t" + i, "IMG" + i + "*", "*" + i + "?"));
        assertRefusedWithoutGarbage(rules);
    }

    @Test
    void rulesOfOneTreeThatIgnoreIt() {
        RuleSet rules = thousand(
                i -> RuleMaker.watch("w" + i).directory("/d").recursive().ignore("deep/"));
        assertRefusedWithoutGarbage(rules);
    }

    @Test
    void rulesOfOtherInterfaces() {
        RuleSet rules = thousand(i -> RuleMaker.system(
                "n" + i,
                new SystemWant(
                        SystemKind.NETWORK,
                        List.of(
                                new Matcher.Reach(false),
                                new Matcher.OneOf("interface", List.of(Glob.of("wg" + i))),
                                new Matcher.OneOf("state", List.of(Glob.of("up")))),
                        false)));
        SystemEvent event = new SystemEvent(
                SystemKind.NETWORK, "up", Map.of("interface", "eth0", "state", "up"), Optional.empty(), Cause.EVENT);
        BitSet found = new BitSet();
        assertNoneMade(() -> rules.waiting(SystemKind.NETWORK).wanting(event, found));
        assertEquals(0, found.cardinality());
    }
}
