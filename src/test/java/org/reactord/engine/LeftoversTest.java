package org.reactord.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.FileStamp;
import org.reactord.event.Seen;
import org.reactord.exec.Launcher;
import org.reactord.exec.Leftover;
import org.reactord.job.JobId;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.rule.Per;
import org.reactord.rule.RuleMaker;

/** What a daemon that died has left half done. */
final class LeftoversTest {
    private static final FileStamp STAMP = Seen.newStamp();

    private static Leftover left(RuleMaker maker, String name, int attempt, int deaths, Long... processes) {
        BytePath root = maker.made().trees().get(0).root();
        BytePath path = root.resolve(BytePath.ofUtf8(name));
        JobId job = JobId.ofItem(maker.made().name(), path, STAMP);
        return new Leftover(
                maker.made().name(),
                job,
                root,
                path,
                attempt,
                deaths,
                new FakeTicker().now().wall(),
                List.of(processes));
    }

    private static LoopFixture loop(RuleMaker maker, Leftover... left) {
        LoopFixture loop = new LoopFixture(4, List.of(left));
        loop.store.leftMark(maker.made().name(), maker.made().trees().get(0).root(), 1_000);
        loop.rules(maker);
        return loop;
    }

    private static void found(LoopFixture loop, String... names) {
        for (String name : names) {
            loop.sees(loop.foundAtStart("outbox").written(name, STAMP));
        }
    }

    private static void ends(LoopFixture loop, Leftover left) {
        loop.inbox.leftoverEnded(left.job());
        loop.settleDown();
    }

    @Test
    void attemptsGoOnBeingCounted() {
        RuleMaker outbox = RuleMaker.spool("outbox");
        LoopFixture loop = loop(outbox, left(outbox, "a", 4, 1));
        found(loop, "a");
        assertEquals(5, loop.launcher.runningFor("a").number());
        assertEquals(Cause.RETRY, loop.launcher.runningFor("a").cause());
        loop.ends("a", OK);
        assertEquals(List.of(left(outbox, "a", 4, 1).job()), loop.launcher.forgotten);
        loop.log.close();
    }

    /** What was left of a batch of a rule, whose name nobody can know again. */
    private static Leftover leftOfBatch(RuleMaker maker, String first, int attempt, int deaths) {
        Leftover item = left(maker, first, attempt, deaths);
        JobId job = JobId.ofBatch(item.rule(), 4711, 1);
        return new Leftover(item.rule(), job, item.root(), item.path(), attempt, deaths, item.started(), List.of());
    }

    private static void foundChanged(LoopFixture loop, String... names) {
        for (String name : names) {
            loop.sees(loop.in("notes").because(Cause.CATCH_UP).written(name));
        }
        loop.advance(Duration.ofSeconds(1));
    }

    @Test
    void aBatchThatIsFoundAgainGoesOnBeingCountedToo() {
        RuleMaker notes = RuleMaker.watch("notes");
        Leftover left = leftOfBatch(notes, "a", 2, 1);
        LoopFixture loop = loop(notes, left);
        foundChanged(loop, "b", "a");
        assertEquals(left.job(), loop.launcher.running().get(0).attempt().job());
        assertEquals(3, loop.launcher.running().get(0).attempt().number());
        loop.ends(loop.launcher.running().get(0).attempt(), OK, Output.NONE);
        foundChanged(loop, "c");
        assertEquals(1, loop.launcher.running().get(0).attempt().number(), "it has been gone on with");
        loop.log.close();
    }

    @Test
    void whatComesAfterTheStartIsAnotherBatch() {
        RuleMaker notes = RuleMaker.watch("notes");
        LoopFixture loop = loop(notes, leftOfBatch(notes, "a", 2, 1));
        loop.written("notes", "a");
        loop.advance(Duration.ofSeconds(1));
        assertEquals(1, loop.launcher.running().get(0).attempt().number());
        loop.log.close();
    }

    @Test
    void ofFilesOneByOneItIsTheOneAboutTheSameFile() {
        RuleMaker notes = RuleMaker.watch("notes").per(Per.FILE).parallel(2);
        LoopFixture loop = loop(notes, leftOfBatch(notes, "a", 2, 1));
        foundChanged(loop, "b", "a");
        assertEquals(1, loop.launcher.runningFor("b").number());
        assertEquals(3, loop.launcher.runningFor("a").number());
        loop.log.close();
    }

    @Test
    void aBatchOverWhichDaemonsKeepDyingIsGivenUp() {
        RuleMaker notes = RuleMaker.watch("notes");
        LoopFixture loop = loop(notes, leftOfBatch(notes, "a", 3, Leftovers.MOST_DEATHS));
        foundChanged(loop, "a");
        assertEquals(List.of(), loop.launched());
        assertTrue(loop.log.shown().stream().anyMatch(line -> line.contains("it is given up")));
        assertEquals(1, loop.status("notes").givenUp());
        loop.log.close();
    }

    @Test
    void aNoteIsForgottenOnceItsEndIsHandledAndNotBefore() {
        RuleMaker outbox = RuleMaker.spool("outbox");
        LoopFixture loop = loop(outbox);
        found(loop, "a", "b");
        loop.store.hold();
        loop.ends("a", OK);
        assertEquals(List.of(), loop.launcher.forgotten);
        loop.store.release();
        loop.settleDown();
        assertEquals(1, loop.launcher.forgotten.size());
        loop.ends("b", FAILED);
        assertEquals(2, loop.launcher.forgotten.size());
        loop.launcher.always(new Outcome.Deferred("no room"));
        loop.advance(Duration.ofSeconds(5));
        assertEquals(2, loop.launcher.forgotten.size(), "what has not begun is handled by nobody");
        loop.log.close();
    }

    @Test
    void nothingOfASequentialRuleStartsBesideAnOrphan() {
        RuleMaker outbox = RuleMaker.spool("outbox");
        Leftover left = left(outbox, "a", 1, 1, 4711L);
        LoopFixture loop = loop(outbox, left);
        assertTrue(loop.log.shown().get(0).contains("still runs (pid 4711)"), loop.log.shown()::toString);
        found(loop, "a", "b");
        assertEquals(List.of(), loop.launched());
        assertTrue(loop.status("outbox").trouble().orElseThrow().contains("pid 4711"));
        ends(loop, left);
        assertEquals(List.of("b"), loop.running(), "what has not been tried goes first");
        assertTrue(loop.status("outbox").trouble().isEmpty());
        loop.ends("b", OK);
        assertEquals(2, loop.launcher.runningFor("a").number());
        loop.log.close();
    }

    @Test
    void whatTwoDaemonsHaveDiedOverWaitsOnceAsAfterAFailure() {
        RuleMaker outbox = RuleMaker.spool("outbox");
        LoopFixture loop = loop(outbox, left(outbox, "a", 2, Leftovers.MOST_DEATHS - 1));
        found(loop, "a", "b");
        assertEquals(List.of("b"), loop.running(), "others go first");
        loop.ends("b", OK);
        loop.advance(Duration.ofMillis(4999));
        assertEquals(List.of(), loop.running());
        loop.advance(Duration.ofMillis(1));
        assertEquals(3, loop.launcher.runningFor("a").number());
        loop.ends("a", FAILED);
        assertEquals(List.of(), loop.running(), "and then its own clock holds");
        loop.log.close();
    }

    @Test
    void whoCancelsAJobEndsItsOrphanToo() {
        RuleMaker outbox = RuleMaker.spool("outbox");
        Leftover left = left(outbox, "a", 1, 1, 4711L);
        LoopFixture loop = loop(outbox, left);
        found(loop, "a", "b");
        loop.order(new Order.Cancel(left.job().text()));
        assertEquals(List.of(Launcher.Sent.TERM), loop.launcher.leftSignals);
        loop.advance(Dispatcher.GRACE);
        assertEquals(List.of(Launcher.Sent.TERM, Launcher.Sent.KILL), loop.launcher.leftSignals);
        ends(loop, left);
        assertEquals(List.of("b"), loop.running());
        loop.log.close();
    }

    @Test
    void ofAParallelRuleOnlyTheSameJobWaits() {
        RuleMaker outbox = RuleMaker.spool("outbox").parallel(2);
        Leftover left = left(outbox, "a", 1, 1, 4711L);
        LoopFixture loop = loop(outbox, left);
        found(loop, "a", "b", "c");
        assertEquals(List.of("b"), loop.running(), "the orphan has one of the two places");
        ends(loop, left);
        assertEquals(2, loop.running().size());
        loop.log.close();
    }

    @Test
    void otherKeysGoOn() {
        RuleMaker outbox = RuleMaker.spool("outbox").sequential("{ext}");
        Leftover left = left(outbox, "a.x", 1, 1, 4711L);
        LoopFixture loop = loop(outbox, left);
        found(loop, "b.x", "a.y");
        assertEquals(List.of("a.y"), loop.running());
        ends(loop, left);
        assertEquals(List.of("a.y", "b.x"), loop.running());
        loop.log.close();
    }

    @Test
    void anItemThatGoesMeanwhileIsNotStarted() {
        RuleMaker outbox = RuleMaker.spool("outbox");
        Leftover left = left(outbox, "a", 1, 1, 4711L);
        LoopFixture loop = loop(outbox, left);
        found(loop, "a");
        loop.sees(loop.in("outbox").deleted("a"));
        ends(loop, left);
        assertEquals(List.of(), loop.launched());
        loop.log.close();
    }

    @Test
    void anOrphanIsHeldToItsTimeout() {
        RuleMaker outbox = RuleMaker.spool("outbox").timeout(Duration.ofMinutes(1));
        Leftover left = left(outbox, "a", 1, 1, 4711L);
        LoopFixture loop = loop(outbox, left);
        loop.advance(Duration.ofSeconds(59));
        assertEquals(List.of(), loop.launcher.leftSignals);
        loop.advance(Duration.ofSeconds(1));
        assertEquals(List.of(Launcher.Sent.TERM), loop.launcher.leftSignals);
        loop.advance(Duration.ofSeconds(10));
        assertEquals(List.of(Launcher.Sent.TERM, Launcher.Sent.KILL), loop.launcher.leftSignals);
        ends(loop, left);
        loop.log.close();
    }

    @Test
    void anItemThatDaemonsKeepDyingOverIsSetAside() {
        RuleMaker outbox = RuleMaker.spool("outbox");
        LoopFixture loop = loop(outbox, left(outbox, "a", 3, 3), left(outbox, "b", 1, 1));
        found(loop, "a", "b");
        assertEquals(List.of("b"), loop.launched());
        assertEquals(1, loop.store.givenUp().size());
        assertEquals(
                List.of("the daemon has died 3 times in a row while its command ran"),
                List.copyOf(loop.store.givenUp().values()));
        assertTrue(
                loop.log.shown().stream().anyMatch(line -> line.startsWith("SEVERE") && line.contains("set aside")),
                loop.log.shown()::toString);
        assertEquals(1, loop.status("outbox").givenUp());
        assertEquals(1, loop.launcher.forgotten.size());
        loop.log.close();
    }
}
