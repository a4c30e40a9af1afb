package org.reactord.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.event.Cause;
import org.reactord.event.Glob;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;

/** Who is found to want what happens to the system is who says so when asked. */
class WaitersTest {
    private static final String[] FIELDS = {"interface", "address", "state", "target"};
    private static final String[] VALUES = {"up", "down", "wg0", "wg1", "eth0", "/mnt/usb", "/mnt", "é0", "\uDC80", ""};
    private static final String[] GLOBS = {
        "up", "down", "wg*", "*0", "eth0", "/mnt/*", "/mnt", "mnt", "é*", "{wg0,up}", "?*"
    };

    private static Matcher matcher(Random random) {
        if (random.nextInt(6) == 0) {
            return random.nextBoolean()
                    ? new Matcher.Reach(random.nextBoolean())
                    : new Matcher.Power(Set.of("low", "ac"), random.nextInt(100));
        }
        List<Glob> globs = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            globs.add(Glob.of(GLOBS[random.nextInt(GLOBS.length)]));
        }
        return new Matcher.OneOf(FIELDS[random.nextInt(FIELDS.length)], globs);
    }

    private static Rule rule(Random random, int number) {
        List<Matcher> matchers = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            matchers.add(matcher(random));
        }
        SystemWant want = new SystemWant(SystemKind.NETWORK, matchers, random.nextBoolean());
        return RuleMaker.system("rule-" + number, want).made();
    }

    private static SystemEvent event(Random random) {
        Map<String, String> fields = new HashMap<>();
        Arrays.stream(FIELDS)
                .filter(any -> random.nextInt(4) > 0)
                .forEach(field -> fields.put(field, VALUES[random.nextInt(VALUES.length)]));
        Cause cause = random.nextInt(4) == 0 ? Cause.START : Cause.EVENT;
        return new SystemEvent(
                SystemKind.NETWORK, VALUES[random.nextInt(VALUES.length)], fields, Optional.empty(), cause);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 200})
    void anyRulesAndAnyEvents(int count) {
        Random random = new Random(count);
        BitSet found = new BitSet();
        int wanted = 0;
        for (int round = 0; round < 2000 / count + 5; round++) {
            List<Rule> rules = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rules.add(rule(random, i));
            }
            Waiters waiters = new RuleSet(rules).waiting(SystemKind.NETWORK);
            assertEquals(rules, waiters.rules());
            for (int i = 0; i < 60; i++) {
                SystemEvent event = event(random);
                waiters.wanting(event, found);
                for (int place = 0; place < count; place++) {
                    SystemWant want = rules.get(place).source().want().orElseThrow();
                    Optional<String> refusal = want.refusal(event);
                    assertEquals(
                            refusal.isEmpty(),
                            found.get(place),
                            () -> want + " of " + event.describe() + ": " + refusal);
                }
                wanted += found.cardinality();
            }
        }
        assertTrue(wanted > 50, "hardly anything was wanted, so nothing was tried");
    }
}
