package org.reactord.engine;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.OrderReport;
import org.reactord.exec.Launcher;
import org.reactord.job.Outcome;
import org.reactord.rule.RuleMaker;
import org.reactord.store.KeptPause;

/** What a person has done with rules and jobs. */
class OrdersTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    private OrderReport.Done done(Order order) {
        return assertInstanceOf(OrderReport.Done.class, loop.order(order));
    }

    private static Order pause(String rule) {
        return new Order.Pause(rule, Optional.empty());
    }

    private static Order resume(String rule) {
        return new Order.Resume(Optional.of(rule));
    }

    @Test
    void whilePausedNothingStartsAndNothingIsLost() {
        loop.rules(RuleMaker.spool("outbox"), RuleMaker.spool("other"));
        loop.written("outbox", "a");
        done(pause("outbox"));
        loop.written("outbox", "b", "c");
        loop.written("other", "d");
        assertEquals(List.of("a", "d"), loop.running());
        loop.ends("a", LoopFixture.OK);
        assertEquals(List.of("d"), loop.running());
        assertEquals(Health.PAUSED, loop.status("outbox").health());
        assertEquals(2, loop.status("outbox").queued());
        loop.rules(RuleMaker.spool("outbox"), RuleMaker.spool("other"));
        assertEquals(Health.PAUSED, loop.status("outbox").health(), "a reload that does not change it");
        assertEquals(List.of("outbox"), done(resume("outbox")).rules());
        loop.ends("b", LoopFixture.OK);
        assertEquals(List.of("d", "c"), loop.running());
        assertEquals(Health.OK, loop.status("outbox").health());
    }

    @Test
    void aPauseWithATimeEndsByItself() {
        loop.rules(RuleMaker.watch("notes"));
        done(new Order.Pause("notes", Optional.of(ofMinutes(10))));
        loop.written("notes", "a");
        loop.advance(ofMinutes(5));
        loop.written("notes", "b");
        loop.advance(ofMinutes(5).minusMillis(1));
        assertEquals(List.of(), loop.launched());
        loop.advance(ofSeconds(1));
        assertEquals(List.of("a b"), loop.launched(), "a batch has gathered");
    }

    @Test
    void aLaterPauseTakesThePlaceOfAnEarlierOne() {
        loop.rules(RuleMaker.spool("outbox"));
        done(new Order.Pause("outbox", Optional.of(ofMinutes(1))));
        done(pause("outbox"));
        loop.advance(ofMinutes(60));
        assertEquals(Health.PAUSED, loop.status("outbox").health());
        assertEquals(List.of("outbox"), done(new Order.Resume(Optional.empty())).rules());
        assertEquals(List.of(), done(new Order.Resume(Optional.empty())).rules());
        assertEquals(
                1,
                loop.log.shown().stream()
                        .filter(line -> line.contains("rule 'outbox': resumed"))
                        .count());
    }

    @Test
    void aPauseOutlivesTheDaemonAndEveryStartWarnsOfIt() {
        loop.store.keepPauses(List.of(
                new KeptPause("outbox", loop.ticker.now().wall().minusSeconds(60), Optional.empty()),
                new KeptPause(
                        "over",
                        loop.ticker.now().wall().minusSeconds(60),
                        Optional.of(loop.ticker.now().wall().minusSeconds(1))),
                new KeptPause("gone", loop.ticker.now().wall(), Optional.empty())));
        loop.rules(RuleMaker.spool("outbox"), RuleMaker.spool("over"));
        loop.written("outbox", "a");
        loop.written("over", "b");
        assertEquals(List.of("b"), loop.running());
        assertEquals(Health.PAUSED, loop.status("outbox").health());
        assertTrue(loop.log.shown().stream().anyMatch(line -> line.contains("'outbox': still paused")));
        done(resume("outbox"));
        assertEquals(List.of("b", "a"), loop.running());
        assertEquals(List.of(), loop.store.pauses());
        done(pause("outbox"));
        assertEquals("outbox", loop.store.pauses().get(0).rule());
    }

    @Test
    void whatNobodyHasIsNotFound() {
        loop.rules(RuleMaker.spool("outbox"));
        List<Order> orders = List.of(
                pause("outbx"), resume("outbx"), new Order.Retry(Optional.of("outbx")), new Order.Cancel("outbx"));
        for (Order order : orders) {
            OrderReport.NoSuch none = assertInstanceOf(OrderReport.NoSuch.class, loop.order(order));
            assertEquals(List.of("outbox"), none.rules());
        }
    }

    @Test
    void retryTriesNowAndAsksForWhatWasGivenUp() {
        loop.rules(RuleMaker.spool("outbox"), RuleMaker.watch("notes"));
        loop.written("outbox", "a", "b");
        loop.ends("a", LoopFixture.FAILED);
        loop.ends("b", LoopFixture.FAILED);
        assertEquals(List.of(), loop.running());
        OrderReport.Done report = done(new Order.Retry(Optional.of("outbox")));
        assertEquals(2, report.jobs());
        assertEquals(1, report.items());
        assertEquals(List.of("outbox"), loop.store.broughtBack());
        assertEquals(List.of("a"), loop.running());
        loop.ends("a", LoopFixture.OK);
        loop.ends("b", LoopFixture.FAILED);
        String job = loop.status().jobs().get(0).id().text();
        assertEquals(1, done(new Order.Retry(Optional.of(job))).jobs());
        assertEquals(List.of("b"), loop.running());
        assertEquals(0, done(new Order.Retry(Optional.of(job))).jobs(), "it runs already");
        assertEquals(2, done(new Order.Retry(Optional.empty())).rules().size());
    }

    @Test
    void retryDoesNotEndAPauseAndSaysSo() {
        loop.rules(RuleMaker.spool("outbox"), RuleMaker.spool("other"));
        loop.written("outbox", "a");
        loop.ends("a", LoopFixture.FAILED);
        done(pause("outbox"));
        OrderReport.Done report = done(new Order.Retry(Optional.empty()));
        assertEquals(1, report.jobs());
        assertEquals(
                1,
                report.sentences().stream()
                        .filter(line -> line.contains("'outbox' is paused"))
                        .count());
        assertEquals(List.of(), loop.running());
        done(resume("outbox"));
        assertEquals(List.of("a"), loop.running());
    }

    @Test
    void whatIsCancelledWhileItsTimeIsUpIsNotTriedAgain() {
        loop.rules(RuleMaker.spool("outbox").timeout(ofMinutes(1)));
        loop.written("outbox", "a");
        loop.advance(ofMinutes(1));
        assertEquals(1, done(new Order.Cancel("outbox")).jobs());
        loop.ends("a", new Outcome.Signalled("TERM", false));
        assertEquals(1, loop.store.givenUp().size());
        assertEquals(1, loop.launcher.signals().size());
        assertEquals(0, loop.status().jobTotal());
    }

    @Test
    void aWaitingItemThatIsCancelledIsSetAside() {
        loop.rules(RuleMaker.spool("outbox"));
        loop.written("outbox", "a", "b", "c");
        loop.ends("a", LoopFixture.FAILED);
        assertEquals(3, done(new Order.Cancel("outbox")).jobs());
        assertEquals(2, loop.store.givenUp().size(), "and what runs is told to end");
        assertEquals(Launcher.Sent.TERM, loop.launcher.signals().get(0).signal());
        loop.ends("b", new Outcome.Signalled("TERM", false));
        assertEquals(3, loop.store.givenUp().size());
        assertTrue(loop.store.givenUp().values().stream().allMatch(reason -> reason.contains("cancelled")));
        assertEquals(0, loop.status().jobTotal());
        assertEquals(Health.OK, loop.status("outbox").health());
        loop.advance(ofMinutes(10));
        assertEquals(2, loop.launched().size());
        assertEquals(0, done(new Order.Cancel("outbox")).jobs());
    }

    @Test
    void aCommandThatSucceedsAllTheSameHasDeliveredItsItem() {
        loop.rules(RuleMaker.spool("outbox"));
        loop.written("outbox", "a");
        done(new Order.Cancel(loop.status().jobs().get(0).id().text()));
        loop.ends("a", LoopFixture.OK);
        assertEquals(0, loop.store.givenUp().size());
        assertEquals(1, loop.store.deliveries().size());
    }

    @Test
    void aChangeOfAWatchIsDropped() {
        loop.rules(RuleMaker.watch("notes"));
        loop.written("notes", "a");
        loop.advance(ofSeconds(1));
        loop.ends("a", LoopFixture.FAILED);
        assertEquals(1, done(new Order.Cancel("notes")).jobs());
        assertEquals(0, loop.status().jobTotal());
        assertEquals(Health.OK, loop.status("notes").health());
        loop.written("notes", "a");
        loop.advance(ofSeconds(1));
        assertEquals(List.of("a"), loop.running());
    }
}
