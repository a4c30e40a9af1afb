package org.reactord.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.engine.view.Decision;
import org.reactord.engine.view.Decisions;
import org.reactord.engine.view.Fate;
import org.reactord.engine.view.Inquiry;
import org.reactord.engine.view.PathReport;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.rule.Enabled;
import org.reactord.rule.RuleMaker;

/** What the loop remembers of its decisions, and tells. */
class ChronicleTest {
    @RegisterExtension
    private final LoopFixture loop = new LoopFixture();

    private final List<Decisions> told = new ArrayList<>();

    private List<Decision> decisions() {
        List<Decisions> answers = new ArrayList<>();
        loop.inbox.decisions(0, false, answers::add);
        loop.settleDown();
        return answers.get(0).decisions();
    }

    private List<Fate> fates() {
        return decisions().stream().map(Decision::fate).toList();
    }

    private PathReport explain(String path) {
        List<PathReport> answers = new ArrayList<>();
        loop.inbox.explain(
                new Inquiry(BytePath.ofUtf8(path), Map.of(), FileKind.REGULAR, Optional.empty(), Change.WRITTEN),
                answers::add);
        loop.settleDown();
        return answers.get(0);
    }

    @Test
    void theLifeOfAnItemIsToldStepByStep() {
        loop.rules(RuleMaker.spool("q").directory("/q").match("*.txt"));
        loop.written("q", "a.txt", "b.dat");
        loop.ends("a.txt", LoopFixture.FAILED);
        loop.advance(Duration.ofSeconds(5));
        loop.ends("a.txt", LoopFixture.OK);
        assertEquals(
                List.of(Fate.QUEUED, Fate.STARTED, Fate.REFUSED, Fate.RETRYING, Fate.QUEUED, Fate.STARTED, Fate.DONE),
                fates());
        Decision refused = decisions().get(2);
        assertEquals("match: *.txt", refused.detail());
        assertTrue(refused.job().isEmpty());
        assertEquals("exited 75; next attempt in 5s", decisions().get(3).detail());
    }

    @Test
    void whatABatchGathersIsToldAndFoundAgainByEachOfItsPaths() {
        loop.rules(RuleMaker.watch("w").directory("/w"));
        loop.written("w", "a", "b");
        loop.advance(Duration.ofSeconds(1));
        loop.written("w", "c");
        loop.advance(Duration.ofSeconds(1));
        loop.ends("a b", LoopFixture.OK);
        List<Fate> ofB =
                explain("/w/b").decisions().stream().map(Decision::fate).toList();
        assertEquals(List.of(Fate.GATHERED, Fate.QUEUED, Fate.STARTED, Fate.DONE), ofB);
    }

    @Test
    void aBatchThatHasJoinedAnotherIsFollowedThere() {
        loop.rules(RuleMaker.watch("w").directory("/w").retry(org.reactord.rule.RetryPolicy.PATIENT));
        loop.written("w", "a");
        loop.advance(Duration.ofSeconds(1));
        loop.ends("a", LoopFixture.FAILED);
        loop.written("w", "b");
        loop.advance(Duration.ofSeconds(1));
        loop.advance(Duration.ofSeconds(5));
        List<Fate> ofB =
                explain("/w/b").decisions().stream().map(Decision::fate).toList();
        assertEquals(List.of(Fate.GATHERED, Fate.JOINED, Fate.QUEUED, Fate.STARTED), ofB);
    }

    @Test
    void aShadowRecordsAndRunsNothing() {
        loop.rules(RuleMaker.spool("q").directory("/q").enabled(Enabled.SHADOW).settle(Duration.ofSeconds(2)));
        loop.written("q", "a");
        loop.advance(Duration.ofSeconds(2));
        assertEquals(List.of(Fate.SETTLING, Fate.QUEUED, Fate.SHADOWED), fates());
        assertTrue(loop.launcher.running().isEmpty());
        assertEquals("shadow", loop.store.runs().get(0).outcome());
        assertTrue(loop.store.runs().get(0).success());
        assertTrue(loop.store.deliveries().isEmpty(), "the file stays");
        assertTrue(loop.status().jobs().isEmpty());
    }

    @Test
    void anEventThatAShadowWouldTakeIsRemembered() {
        loop.rules(RuleMaker.spool("q").directory("/q").enabled(Enabled.SHADOW));
        loop.order(new Order.Shadowed("q", "deploy"));
        assertEquals(List.of(Fate.SHADOWED), fates());
        assertEquals("q", loop.store.runs().get(0).rule());
    }

    @Test
    void explainTellsWhereThingsStand() {
        loop.rules(
                RuleMaker.spool("q").directory("/q").settle(Duration.ofSeconds(2)),
                RuleMaker.spool("other").directory("/other"));
        loop.written("q", "a");
        PathReport.OfRule settling = explain("/q/a").rules().get(0);
        assertEquals(
                Duration.ofSeconds(2),
                Duration.between(loop.ticker.now().wall(), settling.settles().orElseThrow()));
        loop.advance(Duration.ofSeconds(2));
        PathReport.OfRule running = explain("/q/a").rules().get(0);
        assertEquals("running", running.job().orElseThrow().state());
        assertTrue(running.settles().isEmpty());
        assertFalse(explain("/q/a").rules().get(1).explanation().matches());
    }

    @Test
    void explainNamesTheEventsThatARuleWouldTake() {
        loop.rules(RuleMaker.watch("w").directory("/w").on(Change.DELETED));
        assertEquals(
                java.util.Set.of(Change.DELETED), explain("/w/a").rules().get(0).others());
    }

    @Test
    void whoFollowsIsToldALittleLaterAndAllAtOnce() {
        loop.rules(RuleMaker.watch("w").directory("/w"));
        loop.inbox.decisions(0, true, told::add);
        loop.settleDown();
        assertTrue(told.isEmpty());
        loop.advance(Duration.ofHours(1));
        assertFalse(loop.hasDeadline(), "a follower alone wakes nobody");
        loop.written("w", "a", "b", "c");
        assertTrue(told.isEmpty());
        loop.advance(Duration.ofMillis(50));
        assertEquals(3, told.get(0).decisions().size());
        assertEquals(1, told.size());
    }

    @Test
    void aSlowReaderIsToldHowManyItMissed() {
        loop.rules(RuleMaker.watch("w").directory("/w").settle(Duration.ofHours(1)));
        int all = Chronicle.KEPT + 100;
        for (int i = 0; i < all; i++) {
            loop.written("w", "a" + i);
        }
        List<Decisions> pages = new ArrayList<>();
        loop.inbox.decisions(10, false, pages::add);
        loop.settleDown();
        assertEquals(90, pages.get(0).missed());
        assertEquals(Chronicle.PAGE, pages.get(0).decisions().size());
        assertEquals(101, pages.get(0).decisions().get(0).number());
        assertTrue(pages.get(0).more());
        loop.inbox.decisions(all - 1, false, pages::add);
        loop.settleDown();
        assertEquals(1, pages.get(1).decisions().size());
        assertFalse(pages.get(1).more());
    }

    @Test
    void whatIsForNoneOfManyIsToldOfEachInTheirOrder() {
        RuleMaker[] rules = new RuleMaker[500];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = RuleMaker.spool("rule-" + i).directory("/q").match("*.t" + i);
        }
        loop.rules(rules);
        loop.written("rule-0", "a.t300");
        List<Decision> all = new ArrayList<>();
        for (int page = 0; page < 2; page++) {
            List<Decisions> answers = new ArrayList<>();
            loop.inbox.decisions(all.size(), false, answers::add);
            loop.settleDown();
            assertEquals(0, answers.get(0).missed());
            assertEquals(page == 0, answers.get(0).more());
            all.addAll(answers.get(0).decisions());
        }
        assertEquals(501, all.size(), "the one that is for it is queued and started");
        for (int i = 0; i < all.size(); i++) {
            assertEquals(i + 1, all.get(i).number());
        }
        assertEquals(Fate.QUEUED, all.get(300).fate());
        assertEquals("rule-301", all.get(301).rule());
        assertEquals("match: *.t301", all.get(301).detail());
        assertEquals(Fate.REFUSED, all.get(499).fate());
        assertEquals(Fate.STARTED, all.get(500).fate());
        assertEquals(20, explain("/q/a.t300").decisions().size());
    }

    @Test
    void followersThatHaveGoneAreNotKeptForEver() {
        loop.rules(RuleMaker.watch("w").directory("/w"));
        for (int i = 0; i < 300; i++) {
            loop.inbox.decisions(0, true, told::add);
        }
        loop.settleDown();
        assertEquals(44, told.size());
        assertTrue(told.get(0).decisions().isEmpty());
    }
}
