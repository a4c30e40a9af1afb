package org.reactord.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.exec.Launcher.Sent;
import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.rule.Command;
import org.reactord.rule.RetryPolicy;
import org.reactord.rule.RuleMaker;

/** Somebody is told that a rule fails: when, by what, and what becomes of who tells. */
class TellingTest {
    private static final Command TELL = new Command.Shell("tell");
    private static final Outcome NO_PROCESSES = new Outcome.Deferred("no more processes");

    @RegisterExtension
    final LoopFixture loop = new LoopFixture(2);

    private static RuleMaker spool(Duration after, Duration every) {
        return RuleMaker.spool("q").onFailure("tell", after, every);
    }

    private static boolean tells(Attempt attempt) {
        return attempt.rule().execution().command().equals(TELL);
    }

    /** Attempts fail as soon as they begin, and who tells ends well. */
    private void allFails() {
        loop.launcher.always(attempt -> tells(attempt) ? OK : FAILED);
    }

    private List<Attempt> tellings() {
        return loop.launcher.launches().stream()
                .map(RecordingLauncher.Launch::attempt)
                .filter(TellingTest::tells)
                .toList();
    }

    private List<Double> tellingTimes() {
        return loop.launcher.launches().stream()
                .filter(launch -> tells(launch.attempt()))
                .map(launch -> launch.at().toMillis() / 1000.0)
                .toList();
    }

    private static Map<String, String> env(Attempt telling) {
        return telling.rule().execution().env();
    }

    private List<String> words() {
        return tellings().stream()
                .map(telling -> env(telling).getOrDefault("REACTOR_INCIDENT", ""))
                .toList();
    }

    private Attempt last() {
        return tellings().get(tellings().size() - 1);
    }

    @Test
    void itIsToldAfterAWhileAndEverySoOftenAndNotForEachFailure() {
        loop.rules(spool(ofSeconds(10), ofSeconds(10)));
        allFails();
        loop.written("q", "a", "b", "c");
        loop.advance(ofSeconds(45));
        assertEquals(List.of(10.0, 20.0, 30.0, 40.0), tellingTimes());
    }

    @Test
    void itIsToldOnceWhenItIsOverAndThenNoMore() {
        loop.rules(spool(ofSeconds(10), ofHours(1)));
        allFails();
        loop.written("q", "a");
        loop.advance(ofSeconds(11));
        loop.launcher.always(OK);
        loop.advance(ofHours(3));
        assertEquals(List.of(10.0, 15.0), tellingTimes());
        assertEquals(List.of("failing", "recovered"), words());
        assertFalse(loop.hasDeadline());
    }

    @Test
    void withoutDelayItIsToldWithTheFirstFailure() {
        loop.rules(spool(Duration.ZERO, ofHours(1)));
        allFails();
        loop.written("q", "a");
        assertEquals(List.of(0.0), tellingTimes());
        assertEquals("1", env(last()).get("REACTOR_PENDING"), "the failed one waits already");
    }

    @Test
    void whatIsOverBeforeItIsTimeIsNotTold() {
        loop.rules(spool(ofSeconds(10), ofHours(1)));
        allFails();
        loop.written("q", "a");
        loop.advance(ofSeconds(4));
        loop.launcher.always(OK);
        loop.advance(ofHours(3));
        assertEquals(List.of(), words());
    }

    @Test
    void whoIsToldKnowsSinceWhenWhyAndHowManyWait() {
        loop.rules(spool(ofSeconds(12), ofHours(1)));
        loop.written("q", "a", "b");
        byte[] said = "connecting\nno route\n".getBytes(StandardCharsets.UTF_8);
        loop.ends("a", FAILED, new Output(new byte[0], said, 0, said.length));
        loop.ends("b", new Outcome.Signalled("TERM", false));
        loop.written("q", "c", "d");
        loop.advance(ofSeconds(12));
        Attempt told = tellings().get(0);
        Map<String, String> env = env(told);
        assertEquals("failing", env.get("REACTOR_INCIDENT"));
        assertEquals("12", env.get("REACTOR_ELAPSED"));
        assertEquals(
                loop.status()
                        .now()
                        .minus(ofSeconds(12))
                        .truncatedTo(java.time.temporal.ChronoUnit.MILLIS)
                        .toString(),
                env.get("REACTOR_SINCE"));
        assertEquals("2", env.get("REACTOR_FAILURES"));
        assertEquals("3", env.get("REACTOR_PENDING"), "a, b and d, while c runs");
        assertEquals("signal", env.get("REACTOR_EXIT_KIND"));
        assertEquals("TERM", env.get("REACTOR_EXIT_CODE"));
        assertEquals("was killed by SIGTERM", env.get("REACTOR_REASON"));
        assertEquals("", env.get("REACTOR_STDERR_LAST"));
        assertEquals("/q/b", told.file().orElseThrow().path().toString());
        assertEquals("q", told.rule().name());
        assertFalse(told.rule().isSpool(), "nothing is checked of an item that may be gone");
    }

    @Test
    void everyKindOfEndHasItsWord() {
        assertEquals(List.of("status", "75"), kindOf(FAILED));
        assertEquals(List.of("timeout", ""), kindOf(new Outcome.TimedOut(ofSeconds(1), "was killed")));
        assertEquals(List.of("not-started", ""), kindOf(new Outcome.CannotStart("there is no such program")));
    }

    private List<String> kindOf(Outcome outcome) {
        loop.rules(spool(Duration.ZERO, ofHours(1)));
        loop.written("q", "a");
        Attempt attempt = loop.launcher.runningFor("a");
        loop.ends(attempt, outcome, Output.NONE);
        Map<String, String> env = env(last());
        loop.ends(last(), OK, Output.NONE);
        loop.advance(ofMinutes(1));
        loop.ends("a", OK);
        loop.ends(last(), OK, Output.NONE);
        return List.of(
                env.getOrDefault("REACTOR_EXIT_KIND", "missing"), env.getOrDefault("REACTOR_EXIT_CODE", "missing"));
    }

    @Test
    void whoTellsTakesNoPlaceAndIsOneAtATime() {
        loop.rules(spool(Duration.ZERO, ofSeconds(1)).parallel(2), RuleMaker.spool("r"));
        loop.written("q", "a");
        loop.ends("a", FAILED);
        assertEquals(1, tellings().size());
        loop.written("q", "b");
        loop.written("r", "c");
        assertEquals(List.of("a", "b", "c"), loop.running());
        loop.advance(ofSeconds(4));
        assertEquals(1, tellings().size(), "the first still runs");
        loop.ends(last(), OK, Output.NONE);
        assertEquals(2, tellings().size(), "and what came due meanwhile is told once");
    }

    @Test
    void whoHangsIsEndedAfterAMinuteAndBlocksNothing() {
        loop.rules(spool(Duration.ZERO, ofHours(1)));
        loop.written("q", "a");
        loop.ends("a", FAILED);
        loop.advance(ofSeconds(5));
        loop.ends(loop.launcher.running().get(1).attempt(), FAILED, Output.NONE);
        loop.advance(ofMillis(54_999));
        assertEquals(List.of(), loop.launcher.signals());
        loop.advance(ofMillis(1));
        loop.advance(ofSeconds(10));
        assertEquals(
                List.of(Sent.TERM, Sent.KILL),
                loop.launcher.signals().stream()
                        .filter(signal -> signal.run() == last().run())
                        .map(RecordingLauncher.Signal::signal)
                        .toList());
    }

    @Test
    void whoFailsIsLoggedAndNobodyIsToldOfIt() {
        loop.rules(spool(ofSeconds(1), ofHours(1)));
        loop.launcher.always(FAILED);
        loop.written("q", "a");
        loop.log.forget();
        loop.advance(ofSeconds(4));
        assertEquals(
                List.of(
                        "WARNING rule 'q': failing for 1s, 1 failure, 1 waiting; the last: exited 75;"
                                + " its on-failure command is run; told again in 1h",
                        "WARNING rule 'q': its on-failure command exited 75; it is not tried again"),
                loop.log.shown());
        assertEquals(1, loop.status("q").failed());
        assertEquals(1, loop.status("q").incident().orElseThrow().failures());
        loop.advance(ofMinutes(30));
        assertEquals(1, tellings().size());
    }

    @Test
    void whoCannotBeStartedForNowTellsLater() {
        loop.rules(spool(Duration.ZERO, ofHours(1)).retry(new RetryPolicy(0, ofHours(2), 1, ofHours(2))));
        loop.launcher.always(attempt -> tells(attempt) ? NO_PROCESSES : FAILED);
        loop.written("q", "a");
        loop.advance(ofSeconds(29));
        loop.launcher.always(OK);
        loop.advance(ofSeconds(10));
        assertEquals(List.of(0.0, 30.0), tellingTimes());
    }

    @Test
    void theEndWaitsForWhoTellsOfTheBeginning() {
        loop.rules(spool(Duration.ZERO, ofSeconds(1)));
        loop.written("q", "a");
        loop.ends("a", FAILED);
        Attempt first = last();
        loop.advance(ofSeconds(5));
        loop.ends(loop.launcher.running().get(1).attempt(), OK, Output.NONE);
        assertEquals(List.of("failing"), words());
        loop.ends(first, OK, Output.NONE);
        assertEquals(List.of("failing", "recovered"), words(), "and not once more that it fails");
    }

    @Test
    void theEndOfWhatNobodyHasHeardOfIsNotTold() {
        loop.rules(spool(Duration.ZERO, ofHours(1)));
        loop.written("q", "a");
        loop.ends("a", FAILED);
        Attempt first = last();
        loop.advance(ofSeconds(5));
        loop.ends(loop.launcher.running().get(1).attempt(), OK, Output.NONE);
        loop.written("q", "b");
        loop.ends("b", FAILED);
        loop.advance(ofSeconds(5));
        loop.ends("b", OK);
        loop.ends(first, OK, Output.NONE);
        loop.ends(last(), OK, Output.NONE);
        assertEquals(List.of("failing", "recovered"), words());
    }

    @Test
    void aReloadKeepsTheIncidentAndTheNewVersionTells() {
        loop.rules(RuleMaker.spool("q"));
        loop.launcher.always(attempt -> tells(attempt) ? OK : FAILED);
        loop.written("q", "a");
        loop.advance(ofSeconds(60));
        loop.rules(spool(ofSeconds(90), ofSeconds(30)));
        loop.advance(ofSeconds(61));
        assertEquals(List.of(90.0, 120.0), tellingTimes());
        loop.rules(spool(ofSeconds(90), ofHours(1)));
        loop.advance(ofHours(1));
        assertEquals(List.of(90.0, 120.0, 3720.0), tellingTimes());
    }

    @Test
    void aRuleThatIsSwitchedOffOrGoneTellsNothing() {
        loop.rules(
                spool(ofSeconds(10), ofSeconds(10)),
                RuleMaker.spool("r").onFailure("tell", ofSeconds(10), ofSeconds(10)));
        allFails();
        loop.written("q", "a");
        loop.written("r", "b");
        loop.rules(spool(ofSeconds(10), ofSeconds(10)).enabled(org.reactord.rule.Enabled.OFF));
        loop.advance(ofMinutes(5));
        assertEquals(List.of(), words());
        assertFalse(loop.hasDeadline());
    }

    @Test
    void whoTellsIsGivenTenSecondsAtTheEndOfTheDaemon() {
        loop.rules(spool(Duration.ZERO, ofSeconds(1)));
        loop.written("q", "a");
        loop.ends("a", FAILED);
        loop.inbox.shutdown(false, () -> {});
        loop.settleDown();
        assertFalse(loop.over());
        loop.log.forget();
        loop.advance(ofSeconds(10));
        assertEquals(List.of(), loop.log.shown(), "nothing is told any more");
        assertEquals(Sent.TERM, loop.launcher.signals().get(0).signal());
        loop.ends(last(), new Outcome.Signalled("TERM", false), Output.NONE);
        assertEquals(
                List.of("INFO rule 'q': its on-failure command was killed by SIGTERM: the daemon ends"),
                loop.log.shown());
        assertTrue(loop.over());
    }

    @Test
    void atOnceMeansWhoTellsToo() {
        loop.rules(spool(Duration.ZERO, ofHours(1)));
        loop.written("q", "a");
        loop.ends("a", FAILED);
        loop.inbox.shutdown(true, () -> {});
        loop.settleDown();
        assertEquals(Sent.TERM, loop.launcher.signals().get(0).signal());
    }

    @Test
    void withoutACommandTheDesktopIsToldAndOtherwiseTheLogAlone() {
        loop.rules(RuleMaker.spool("q"));
        loop.launcher.always(attempt -> tells(attempt) ? OK : FAILED);
        loop.written("q", "a");
        loop.advance(ofMinutes(9));
        loop.log.forget();
        loop.advance(ofMinutes(1));
        assertTrue(
                loop.log.shown().stream()
                        .anyMatch(line -> line.startsWith("WARNING rule 'q': failing for 10m, 13 failures, 1 waiting;"
                                + " the last: exited 75; told again in 1h")),
                () -> loop.log.shown().toString());
        assertEquals(List.of(), words());
        loop.launcher.desktop(TELL);
        loop.advance(ofHours(1));
        assertEquals(List.of(600.0 + 3600), tellingTimes());
    }

    @Test
    void aLoopThatWasPausedIsToldAndThatItWorksAgainToo() {
        loop.rules(RuleMaker.watch("notes").onFailure("tell", Duration.ZERO, ofHours(1)));
        loop.appears("notes", "log");
        for (int i = 0; i <= Loops.WATCH; i++) {
            loop.advance(ofMillis(1200));
            loop.appears("notes", "log"); // the command appends to it
            loop.ends("log", OK);
        }
        loop.launcher.always(OK);
        loop.advance(ofSeconds(2));
        assertEquals(List.of("failing"), words());
        assertEquals("loop", env(last()).get("REACTOR_EXIT_KIND"));
        assertTrue(env(last()).getOrDefault("REACTOR_REASON", "").startsWith("paused, because its command changes"));
        assertEquals("1", env(last()).get("REACTOR_PENDING"));
        loop.advance(ofHours(1));
        assertEquals(List.of("failing", "failing"), words());
        loop.order(new Order.Resume(Optional.of("notes")));
        assertEquals(List.of("failing", "failing", "recovered"), words());
    }
}
