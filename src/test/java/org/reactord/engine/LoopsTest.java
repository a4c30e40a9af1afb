package org.reactord.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.engine.view.Health;
import org.reactord.event.FileStamp;
import org.reactord.rule.Per;
import org.reactord.rule.RuleMaker;
import org.reactord.source.Content;

/** A rule whose command changes what it watches. */
class LoopsTest {
    /** How long a command of these tests takes; it changes something in the middle. */
    private static final Duration HALF = ofMillis(50);

    private static final Duration LONG = ofSeconds(30);

    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    /** A file has this content from now on, and the source tells. */
    private void write(String rule, String name, String content) {
        FileStamp stamp = loop.changedNow();
        loop.contents.put(loop.in(rule).path(name), new Content.Read(stamp, content));
        loop.sees(loop.in(rule).written(name, stamp));
    }

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

    private Health health(String rule) {
        return loop.status(rule).health();
    }

    @Test
    void aFormatterComesToRestAfterItsSecondRun() {
        loop.rules(RuleMaker.watch("notes"));
        write("notes", "a", "raw");
        loop.advance(ofSeconds(1));
        run("a", () -> write("notes", "a", "formatted"));
        loop.advance(ofSeconds(1));
        run("a", () -> write("notes", "a", "formatted"));
        loop.advance(LONG);
        assertEquals(2, runs());
        assertEquals(Health.OK, health("notes"));
        assertFalse(loop.hasDeadline());
    }

    @Test
    void soDoesOneThatReplacesTheFileByRename() {
        loop.rules(RuleMaker.watch("notes"));
        write("notes", "a", "raw");
        loop.advance(ofSeconds(1));
        for (int i = 0; i < 2; i++) {
            String aside = "sed" + i;
            run("a", () -> {
                write("notes", aside, "formatted");
                FileStamp stamp = loop.changedNow();
                loop.contents.put(loop.in("notes").path("a"), new Content.Read(stamp, "formatted"));
                loop.sees(loop.in("notes").moved(aside, "a", stamp));
            });
            loop.advance(ofSeconds(1));
        }
        loop.advance(LONG);
        assertEquals(2, runs());
    }

    @Test
    void soDoesOneForEachFile() {
        loop.rules(RuleMaker.watch("notes").per(Per.FILE));
        write("notes", "a", "raw");
        loop.advance(ofSeconds(1));
        run("a", () -> write("notes", "a", "formatted"));
        loop.advance(ofSeconds(1));
        run("a", () -> write("notes", "a", "formatted"));
        loop.advance(LONG);
        assertEquals(2, runs());
        assertEquals(0, loop.status().jobTotal());
        write("notes", "a", "raw again");
        loop.advance(ofSeconds(1));
        assertEquals(3, runs());
    }

    @Test
    void aForeignChangeDuringAnyRunLeadsToAnother() {
        loop.rules(RuleMaker.watch("notes"));
        write("notes", "a", "raw");
        loop.advance(ofSeconds(1));
        run("a", () -> write("notes", "a", "formatted"));
        loop.advance(ofSeconds(1));
        run("a", () -> {
            write("notes", "a", "formatted");
            write("notes", "a", "somebody else's");
        });
        loop.advance(ofSeconds(1));
        assertEquals(3, runs());
        run("a", () -> write("notes", "a", "formatted"));
        loop.advance(ofSeconds(1));
        assertEquals(4, runs(), "what the third has made is new, too");
    }

    @Test
    void aFileThatWasChangedAndChangedBackIsRunFor() {
        loop.rules(RuleMaker.watch("notes"));
        write("notes", "switch", "on");
        loop.advance(ofSeconds(1));
        run("switch", () -> write("notes", "switch", "off"));
        loop.advance(ofSeconds(1));
        run("switch", () -> {
            write("notes", "switch", "on");
            write("notes", "switch", "off");
        });
        loop.advance(ofSeconds(1));
        assertEquals(3, runs());
    }

    @Test
    void whatComesToRestLateAfterItWasHeldDoesComeToRest() {
        loop.rules(RuleMaker.watch("notes").settle(ofMillis(10)));
        write("notes", "a", "raw");
        loop.advance(ofMillis(10));
        for (int i = 1; i <= 6 && !loop.running().isEmpty(); i++) {
            String content = "content " + Math.min(i, 3);
            run("a", () -> write("notes", "a", content));
            loop.advance(ofSeconds(1));
        }
        loop.advance(LONG);
        assertEquals(4, runs());
        assertEquals(Health.OK, health("notes"));
    }

    @Test
    void whatARunThatFailedHasLeftIsNotDealtWith() {
        loop.rules(RuleMaker.watch("notes"));
        write("notes", "a", "raw");
        loop.advance(ofSeconds(1));
        run("a", () -> write("notes", "a", "formatted"));
        loop.advance(ofSeconds(1));
        loop.advance(HALF);
        loop.ends("a", LoopFixture.FAILED);
        loop.advance(ofSeconds(5));
        assertEquals(3, runs());
        run("a", () -> write("notes", "a", "formatted"));
        loop.advance(ofSeconds(1));
        assertEquals(4, runs());
    }

    @Test
    void aCommandThatAlwaysMakesANewFileIsPausedAfterFiveRounds() {
        loop.rules(RuleMaker.watch("notes").per(Per.FILE));
        loop.appears("notes", "a");
        StringBuilder name = new StringBuilder("a");
        for (int i = 0; i < 20 && health("notes") == Health.OK; i++) {
            loop.advance(ofSeconds(2));
            if (!loop.running().isEmpty()) {
                run(
                        name.toString(),
                        () -> loop.appears("notes", name.append(".bak").toString()));
            }
        }
        assertEquals(1 + Loops.WATCH, runs());
        assertEquals(Health.PAUSED, health("notes"));
        assertTrue(loop.status().degraded());
        assertEquals(1, loop.status("notes").queued());
        assertTrue(
                loop.status("notes").pause().orElseThrow().loop().orElseThrow().contains("a.bak.bak"));
        assertEquals(
                1,
                loop.log.shown().stream()
                        .filter(line -> line.startsWith("WARNING") && line.contains("paused"))
                        .count());
        loop.advance(Duration.ofDays(1));
        assertEquals(1 + Loops.WATCH, runs());
        loop.appears("notes", "other");
        loop.advance(ofSeconds(2));
        assertEquals(2, loop.status("notes").queued(), "what comes waits");
        loop.order(new Order.Resume(java.util.Optional.of("notes")));
        assertEquals(Health.FAILING, health("notes"), "it is not known yet whether it works");
        loop.ends(loop.running().get(0), LoopFixture.OK);
        assertEquals(Health.OK, health("notes"));
    }

    @Test
    void soIsACommandThatAppendsToAFile() {
        loop.rules(RuleMaker.watch("notes"));
        write("notes", "log", "0");
        for (int i = 1; i < 20 && health("notes") == Health.OK; i++) {
            loop.advance(ofSeconds(2));
            if (!loop.running().isEmpty()) {
                String longer = Integer.toString(i);
                run("log", () -> write("notes", "log", longer));
            }
        }
        assertEquals(1 + Loops.WATCH, runs());
        loop.rules(RuleMaker.watch("notes").ignore("log"));
        assertEquals(Health.OK, health("notes"), "a rule that was changed is tried again");
    }

    @Test
    void aTreeThatOthersChangeAllTheTimeIsNoLoop() {
        loop.rules(RuleMaker.watch("notes"));
        write("notes", "log", "0");
        loop.advance(ofSeconds(1));
        for (int i = 1; i < 50; i++) {
            String longer = Integer.toString(i);
            if (!loop.running().isEmpty()) {
                run("log", () -> write("notes", "log", longer));
            }
            // While the rule is watched idle, the others go on.
            loop.advance(ofMillis(990));
            if (i % 4 == 3) {
                write("notes", "log", longer + "+");
            }
            loop.advance(ofSeconds(2));
        }
        assertEquals(Health.OK, health("notes"));
        assertTrue(runs() > 25, () -> "only " + runs());
    }

    @Test
    void aSpoolWhoseFilesComeWhileOthersAreDeliveredIsNoLoop() {
        loop.rules(RuleMaker.spool("outbox"));
        loop.appears("outbox", "0");
        for (int i = 1; i < 200; i++) {
            String name = Integer.toString(i);
            if (loop.running().isEmpty()) {
                loop.advance(ofMillis(100)); // held until it is seen that others come while nothing runs
                loop.appears("outbox", name);
            } else {
                run(loop.running().get(0), () -> loop.appears("outbox", name));
            }
        }
        assertEquals(Health.OK, health("outbox"));
        assertTrue(runs() > 150, () -> "only " + runs());
    }

    @Test
    void aSpoolMayBeFedByItsOwnCommandForThirtyRoundsButNotForEver() {
        loop.rules(RuleMaker.spool("outbox"));
        loop.appears("outbox", "0");
        for (int i = 1; i < 60 && health("outbox") == Health.OK; i++) {
            if (loop.running().isEmpty()) {
                loop.advance(ofSeconds(2));
            } else {
                String next = Integer.toString(i);
                run(loop.running().get(0), () -> loop.appears("outbox", next));
            }
        }
        assertEquals(1 + Loops.SPOOL, runs());
        assertEquals(Health.PAUSED, health("outbox"));
        assertEquals(1, loop.status("outbox").queued());
    }

    @Test
    void aReaderThatDoesNotAnswerHoldsUpNothingForLong() {
        loop.rules(RuleMaker.watch("notes"));
        loop.contents.fallSilent();
        write("notes", "a", "raw");
        loop.advance(ofSeconds(1));
        run("a", () -> write("notes", "a", "formatted"));
        loop.advance(ofSeconds(5));
        assertEquals(1, runs());
        loop.advance(ofSeconds(10));
        assertEquals(2, runs());
    }
}
