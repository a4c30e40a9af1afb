package org.reactord.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.rule.Per;
import org.reactord.rule.RuleMaker;

/** Which job starts when: the queues of the rules and the places of the daemon. */
class QueuesTest {
    private static final int LIMIT = 3;

    @RegisterExtension
    final LoopFixture loop = new LoopFixture(LIMIT);

    @Test
    void sequentialRunsEachJobAndNeverTwoAtOnce() {
        loop.rules(RuleMaker.spool("q"));
        for (int i = 0; i < 20; i++) {
            loop.written("q", "f" + i);
        }
        List<String> order = new ArrayList<>();
        while (!loop.running().isEmpty()) {
            order.add(loop.running().get(0));
            loop.ends(loop.running().get(0), OK);
        }
        assertEquals(20, order.size());
        assertEquals(loop.launched(), order);
        assertEquals("f0", order.get(0));
        assertEquals("f19", order.get(19));
        assertEquals(1, loop.launcher.mostAtOnce());
    }

    @Test
    void parallelRunsAsManyAsItSays() {
        loop.rules(RuleMaker.spool("q").parallel(2));
        loop.written("q", "a", "b", "c");
        assertEquals(List.of("a", "b"), loop.running());
        loop.ends("a", OK);
        assertEquals(List.of("b", "c"), loop.running());
        assertEquals(2, loop.launcher.mostAtOnce());
    }

    @Test
    void keysDoNotWaitForOneAnother() {
        loop.rules(RuleMaker.spool("q").sequential("{ext}"));
        loop.written("q", "a.x", "b.x", "c.y");
        assertEquals(List.of("a.x", "c.y"), loop.running());
        loop.ends("a.x", OK);
        assertEquals(List.of("c.y", "b.x"), loop.running());
    }

    @Test
    void evictRunsTheFirstAndTheNewest() {
        loop.rules(RuleMaker.watch("w").per(Per.FILE).settle(ofMillis(0)).evict());
        for (int i = 0; i < 20; i++) {
            loop.written("w", "f" + i);
        }
        loop.ends("f0", OK);
        loop.ends("f19", OK);
        assertEquals(List.of("f0", "f19"), loop.launched());
        assertTrue(loop.launcher.signals().isEmpty(), "the running one is not killed");
        assertEquals(0, loop.status().jobTotal());
    }

    @Test
    void underEvictAnOldFailureDoesNotPutOutWhatIsNewer() {
        loop.rules(RuleMaker.watch("w").per(Per.FILE).settle(ofMillis(0)).evict());
        loop.written("w", "old");
        loop.ends("old", FAILED);
        loop.written("w", "running", "newest");
        loop.advance(ofSeconds(6));
        loop.ends("running", OK);
        assertEquals(List.of("newest"), loop.running());
        loop.ends("newest", OK);
        assertEquals(0, loop.status().jobTotal());
    }

    @Test
    void theDaemonRunsOnlySoManyOverAllRules() {
        loop.rules(rules(6));
        for (int i = 0; i < 6; i++) {
            loop.written("r" + i, "f" + i);
        }
        assertEquals(List.of("f0", "f1", "f2"), loop.running());
        loop.ends("f1", OK);
        assertEquals(List.of("f0", "f2", "f3"), loop.running());
    }

    @Test
    void placesAreGivenInTheOrderOfArrivalOverAllRules() {
        loop.rules(rules(6));
        loop.written("r0", "x0");
        loop.written("r1", "x1");
        loop.written("r2", "x2");
        loop.written("r5", "late5");
        loop.written("r3", "late3");
        loop.written("r4", "late4");
        loop.ends("x0", OK);
        loop.ends("x1", OK);
        loop.ends("x2", OK);
        assertEquals(List.of("late5", "late3", "late4"), loop.running());
    }

    @Test
    void hangingCommandsGiveTheirPlacesBackAfterTenSeconds() {
        loop.rules(rules(4));
        loop.written("r0", "h0");
        loop.written("r1", "h1");
        loop.written("r2", "h2");
        loop.written("r3", "good");
        loop.advance(ofMillis(9999));
        assertEquals(3, loop.running().size());
        loop.advance(ofMillis(1));
        assertEquals(List.of("h0", "h1", "h2", "good"), loop.running());
    }

    @Test
    void aPlaceIsGivenBackOnlyOnce() {
        loop.rules(rules(8));
        for (int i = 0; i < 8; i++) {
            loop.written("r" + i, "f" + i);
        }
        loop.advance(ofSeconds(10));
        assertEquals(6, loop.running().size());
        loop.ends("f0", OK);
        loop.ends("f1", OK);
        loop.ends("f2", OK);
        assertEquals(3, loop.running().size(), "three have places, and two wait");
    }

    @Test
    void aHangingCommandStillCountsForItsOwnQueue() {
        loop.rules(RuleMaker.spool("q"));
        loop.written("q", "a", "b");
        loop.advance(ofMinutes(30));
        assertEquals(List.of("a"), loop.running());
    }

    @Test
    void oneParallelRuleNeverRunsMoreThanTheDaemonDoes() {
        loop.rules(RuleMaker.spool("q").parallel(0));
        for (int i = 0; i < 20; i++) {
            loop.written("q", "f" + i);
        }
        loop.advance(ofMinutes(30));
        assertEquals(LIMIT, loop.launcher.mostAtOnce());
    }

    private static RuleMaker[] rules(int count) {
        RuleMaker[] rules = new RuleMaker[count];
        for (int i = 0; i < count; i++) {
            rules[i] = RuleMaker.spool("r" + i);
        }
        return rules;
    }
}
