package org.reactord.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.OK;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.engine.view.Glimpse;
import org.reactord.rule.RuleMaker;

/** Who goes on looking is shown what is new, at a bounded rate, and costs nothing while nothing is. */
class OnlookersTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture(1);

    private final List<Glimpse> seen = new ArrayList<>();

    @BeforeEach
    void oneSpool() {
        loop.rules(RuleMaker.spool("q"));
    }

    private void look(int known) {
        loop.inbox.statusAfter(known, seen::add);
        loop.settleDown();
    }

    private int last() {
        return seen.get(seen.size() - 1).revision();
    }

    @Test
    void theFirstLookIsAnsweredAtOnceAndTheNextWhenSomethingHasChanged() {
        look(0);
        assertEquals(1, seen.size());
        look(last());
        loop.advance(ofMinutes(10));
        assertEquals(1, seen.size(), "nothing has changed but the time");
        assertFalse(loop.hasDeadline());
        loop.written("q", "a");
        assertEquals(2, seen.size());
        assertEquals(1, seen.get(1).status().rules().get(0).running());
        assertNotEquals(seen.get(0).revision(), last());
    }

    @Test
    void aBurstIsLookedAtTenTimesASecondAtTheMost() {
        look(0);
        int asked = 0;
        for (int i = 0; i < 1000; i++) {
            if (asked < seen.size()) {
                asked = seen.size();
                look(last());
            }
            loop.written("q", "file-" + i);
            loop.advance(ofMillis(1));
        }
        assertTrue(seen.size() >= 9 && seen.size() <= 12, "seen " + seen.size() + " times in a second");
        loop.advance(ofMillis(100));
        assertEquals(999, seen.get(seen.size() - 1).status().rules().get(0).queued(), "the last state is shown");
    }

    @Test
    void whatConcernsNobodyIsNothingNew() {
        look(0);
        look(last());
        loop.advance(ofSeconds(1));
        loop.sees(loop.in("q").written(".hidden"));
        loop.advance(ofSeconds(1));
        assertEquals(1, seen.size());
        int wakes = loop.wakes();
        loop.advance(ofMinutes(1));
        assertEquals(wakes, loop.wakes());
    }

    @Test
    void whoWasSlowSeesTheNewestOnly() {
        look(0);
        int known = last();
        loop.written("q", "a");
        loop.ends("a", OK);
        loop.advance(ofSeconds(1));
        look(known);
        assertEquals(2, seen.size());
        assertEquals(1, seen.get(1).status().rules().get(0).succeeded());
    }

    @Test
    void thoseWhoHaveHungUpDoNotPileUp() {
        look(0);
        int known = last();
        loop.advance(ofSeconds(1));
        for (int i = 0; i < 1000; i++) {
            look(known);
            loop.advance(ofMillis(200));
        }
        assertTrue(seen.size() > 800, "answered " + seen.size());
    }
}
