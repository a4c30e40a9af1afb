package org.reactord.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.WatchedTree;

/** Who is found to want a change of a file is who says so when asked. */
class WatchersTest {
    private static final String[] BITS = {"a", "b", ".", "é", "ab", ".b", "~", "#", "a.b", "\uD83D\uDE00", "-1"};
    private static final String[] WILD = {"*", "?", "[ab]", "[!a]", "{a,b}", "{a,.b}", "**", "\\*"};

    private static final Change[] CHANGES = Change.values();
    private static final FileKind[] KINDS = FileKind.values();

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            name.append(BITS[random.nextInt(BITS.length)]);
        }
        return name.toString();
    }

    private static String glob(Random random) {
        StringBuilder glob = new StringBuilder(random.nextInt(8) == 0 ? "/" : "");
        for (int component = random.nextInt(4) == 0 ? 1 : 0; component >= 0; component--) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                glob.append(random.nextInt(3) == 0 ? WILD[random.nextInt(WILD.length)] : name(random));
            }
            glob.append(component > 0 ? "/" : "");
        }
        return glob.append(random.nextInt(10) == 0 ? "/" : "").toString();
    }

    private static String[] globs(Random random, int most) {
        String[] globs = new String[random.nextInt(most + 1)];
        for (int i = 0; i < globs.length; i++) {
            globs[i] = glob(random);
        }
        return globs;
    }

    private static RuleMaker watch(Random random, int number) {
        RuleMaker rule = RuleMaker.watch("rule-" + number)
                .directory("/root")
                .recursive()
                .match(globs(random, 3))
                .ignore(globs(random, 1))
                .noDefaults();
        return random.nextInt(4) == 0 ? rule.on(Change.DELETED) : rule;
    }

    private static RuleMaker spool(Random random, int number) {
        return RuleMaker.spool("rule-" + number)
                .directory("/root")
                .match(globs(random, 3))
                .ignore(globs(random, 1));
    }

    private static FileEvent event(Random random, WatchedTree tree) {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            path.append('/').append(name(random));
        }
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(5) == 0) {
            bytes[1 + random.nextInt(bytes.length - 1)] = (byte) (0x80 + random.nextInt(128)); // mostly no UTF-8
        }
        BytePath whole =
                tree.root().resolve(BytePath.of(bytes).below(BytePath.ROOT).orElseThrow());
        return event(tree, whole, random);
    }

    private static FileEvent event(WatchedTree tree, BytePath path, Random random) {
        Change change = CHANGES[random.nextInt(CHANGES.length)];
        FileKind kind = KINDS[random.nextInt(KINDS.length)];
        return new FileEvent(tree, path, change, kind, Optional.empty(), Optional.empty(), Cause.EVENT);
    }

    private static void assertAsWhenAsked(Watchers watchers, FileEvent event, BitSet found) {
        watchers.wanting(event, found);
        for (int i = 0; i < watchers.rules().size(); i++) {
            Rule rule = watchers.rules().get(i);
            Optional<Refusal> refusal = rule.refusal(event);
            assertEquals(refusal.isEmpty(), found.get(i), () -> rule.filter() + " of " + event + ": " + refusal);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 40, 300})
    void anyRulesAndAnyPaths(int count) {
        Random random = new Random(count);
        BitSet found = new BitSet();
        int wanted = 0;
        for (int round = 0; round < 2000 / count + 5; round++) {
            boolean spools = random.nextInt(3) == 0;
            List<Rule> rules = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rules.add((spools ? spool(random, i) : watch(random, i)).made());
            }
            Watchers watchers = new Watchers(rules);
            WatchedTree tree = new WatchedTree(BytePath.ofUtf8(round % 7 == 0 ? "/" : "/root"), true, List.of());
            for (int i = 0; i < 60; i++) {
                assertAsWhenAsked(watchers, event(random, tree), found);
                wanted += found.cardinality();
            }
        }
        assertTrue(wanted > 50, "hardly anything was wanted, so nothing was tried");
    }

    @Test
    void aRootThatIsTheFileItselfGoesByItsName() {
        Random random = new Random(1);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rules.add(RuleMaker.watch("rule-" + i)
                    .directory("/root/file-" + i)
                    .match("file-" + i, "x")
                    .made());
        }
        BytePath root = BytePath.ofUtf8("/root/file-7");
        BitSet found = new BitSet();
        FileEvent event = event(new WatchedTree(root, false, List.of()), root, random);
        for (Change change : Change.values()) {
            FileEvent changed = new FileEvent(
                    event.tree(), root, change, FileKind.REGULAR, Optional.empty(), Optional.empty(), Cause.EVENT);
            assertAsWhenAsked(new Watchers(rules), changed, found);
            assertEquals(change == Change.CREATED || change == Change.ATTRIBUTES ? -1 : 7, found.nextSetBit(0));
        }
    }

    @Test
    void theSetFindsThoseOfATreeInTheirOrderAndNoneThatIsOff() {
        Rule one = RuleMaker.watch("one").directory("/d").made();
        Rule off = RuleMaker.watch("off").directory("/d").enabled(Enabled.OFF).made();
        Rule two = RuleMaker.watch("two").directory("/d").made();
        Rule spool = RuleMaker.spool("d").made();
        RuleSet rules = new RuleSet(List.of(one, spool, off, two));
        assertEquals(List.of(one, two), rules.watching(one.trees().get(0)).rules());
        assertEquals(List.of(spool), rules.watching(spool.trees().get(0)).rules());
        assertEquals(
                Watchers.NONE,
                rules.watching(RuleMaker.watch("e").made().trees().get(0)));
    }
}
