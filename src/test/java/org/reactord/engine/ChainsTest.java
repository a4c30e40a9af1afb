package org.reactord.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.engine.view.Health;
import org.reactord.job.Output;
import org.reactord.rule.RuleMaker;

/** Rules whose commands lead to runs of other rules, and runs that overlap. */
class ChainsTest {
    /** How long a command of these tests takes; it changes something in the middle. */
    private static final Duration HALF = ofMillis(50);

    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    /** The command about these names runs, and changes something meanwhile. */
    private void run(String names, Runnable change) {
        loop.advance(HALF);
        change.run();
        loop.advance(HALF);
        loop.ends(names, LoopFixture.OK);
    }

    private int runs() {
        return loop.launcher.launches().size();
    }

    @Test
    void twoRulesThatFeedEachOtherAreFoundOut() {
        loop.rules(RuleMaker.watch("a"), RuleMaker.watch("b"));
        loop.appears("a", "0");
        for (int i = 1; i < 40 && loop.status().rules().stream().allMatch(rule -> rule.health() == Health.OK); i++) {
            loop.advance(ofSeconds(2));
            String name = Integer.toString(i);
            boolean ofA = loop.launcher.running().stream()
                    .anyMatch(launch -> launch.attempt().rule().name().equals("a"));
            if (!loop.running().isEmpty()) {
                run(loop.running().get(0), () -> loop.appears(ofA ? "b" : "a", name));
            }
        }
        assertEquals(2 * (1 + Loops.WATCH), runs());
        String why = loop.status("a").pause().orElseThrow().loop().orElseThrow();
        assertTrue(why.contains("('b')") && why.contains(loop.tree("a").root().display()), why);
        assertEquals(Health.OK, loop.status("b").health());
        loop.advance(Duration.ofDays(1));
        assertEquals(2 * (1 + Loops.WATCH), runs());
    }

    @Test
    void aLineOfRulesThatHandOnTheirWorkIsNoLoop() {
        RuleMaker[] line = new RuleMaker[2 * Loops.WATCH];
        for (int i = 0; i < line.length; i++) {
            line[i] = RuleMaker.watch("r" + i);
        }
        loop.rules(line);
        for (int pass = 0; pass < Loops.WATCH + 2; pass++) {
            String name = "work" + pass;
            loop.advance(ofSeconds(1));
            loop.appears("r0", name);
            for (int i = 0; i < line.length; i++) {
                loop.advance(ofSeconds(1));
                String next = "r" + Math.min(i + 1, line.length - 1);
                boolean last = i == line.length - 1;
                run(name, last ? () -> {} : () -> loop.appears(next, name));
            }
        }
        loop.advance(ofSeconds(30));
        assertEquals((Loops.WATCH + 2) * line.length, runs());
        assertTrue(loop.status().rules().stream().allMatch(rule -> rule.health() == Health.OK));
    }

    @Test
    void twoRulesOnOneTreeThatIsChangedWhileTheyRunAreNoLoop() {
        loop.rules(RuleMaker.watch("a").directory("/both"), RuleMaker.watch("b").directory("/both"));
        loop.appears("a", "0");
        for (int i = 1; i < 60; i++) {
            loop.advance(ofSeconds(1));
            String during = "during" + i;
            loop.advance(HALF);
            loop.appears("a", during);
            loop.advance(HALF);
            List.copyOf(loop.launcher.running())
                    .forEach(launch -> loop.ends(launch.attempt(), LoopFixture.OK, Output.NONE));
            if (i % 3 == 0) {
                loop.advance(ofMillis(500));
                loop.appears("a", "between" + i);
            }
        }
        assertEquals(Health.OK, loop.status("a").health());
        assertEquals(Health.OK, loop.status("b").health());
        assertTrue(runs() > 60, () -> "only " + runs());
    }

    @Test
    void aLongRunOfOnlyOneOfManyHoldsTheOthersUpForAMinuteAtTheMost() {
        loop.rules(RuleMaker.spool("outbox").parallel(0));
        loop.appears("outbox", "slow");
        loop.appears("outbox", "1");
        int i = 1;
        while (loop.running().contains(Integer.toString(i))) {
            String next = Integer.toString(++i);
            run(Integer.toString(i - 1), () -> loop.appears("outbox", next));
        }
        assertEquals(List.of("slow"), loop.running());
        loop.advance(Loops.LONGEST_HOLD.minusSeconds(1));
        assertEquals(List.of("slow"), loop.running());
        loop.advance(ofSeconds(1));
        assertEquals(List.of("slow", Integer.toString(i)), loop.running());
        assertEquals(Health.OK, loop.status("outbox").health());
    }
}
