package org.reactord.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.engine.view.Health;
import org.reactord.event.BytePath;
import org.reactord.job.Attempt;
import org.reactord.job.Output;
import org.reactord.job.WholeOutput;
import org.reactord.rule.Command;
import org.reactord.rule.Enabled;
import org.reactord.rule.RetryPolicy;
import org.reactord.rule.RuleMaker;
import org.reactord.store.Disposal;

/** Items that cannot be removed, and the files with whole outputs: what must go is tried until it has gone. */
class RemovalTest {
    private static final Disposal STUCK = new Disposal.Stuck("it cannot be removed: Read-only file system");
    private static final Command TELL = new Command.Shell("tell");

    @RegisterExtension
    final LoopFixture loop = new LoopFixture(2);

    private static RuleMaker spool() {
        return RuleMaker.spool("q").onFailure("tell", Duration.ZERO, ofHours(1));
    }

    private void stuck() {
        loop.store.answer(attempt -> STUCK);
    }

    private void free() {
        loop.store.answer(attempt -> new Disposal.Done());
    }

    private static boolean tells(Attempt attempt) {
        return attempt.rule().execution().command().equals(TELL);
    }

    private long runsOfTheCommand() {
        return loop.launcher.launches().stream()
                .filter(launch -> !tells(launch.attempt()))
                .count();
    }

    private List<Attempt> tellings() {
        return loop.launcher.launches().stream()
                .map(RecordingLauncher.Launch::attempt)
                .filter(RemovalTest::tells)
                .toList();
    }

    private String told(int index, String variable) {
        return tellings().get(index).rule().execution().env().getOrDefault(variable, "missing");
    }

    @Test
    void aRemovalThatFailsIsAnIncidentAndIsTriedAgainUntilItWorks() {
        loop.rules(spool());
        loop.launcher.always(OK);
        stuck();
        loop.log.forget();
        loop.written("q", "a");
        assertEquals(Health.BROKEN, loop.status("q").health());
        assertEquals(
                "it cannot be removed: Read-only file system",
                loop.log.shown().get(0).replaceAll(".*was handled, but (.*); it is not run again.*", "$1"));
        assertEquals("failing", told(0, "REACTOR_INCIDENT"));
        assertEquals("stuck", told(0, "REACTOR_EXIT_KIND"));
        assertEquals("/q/a was handled, but it cannot be removed: Read-only file system", told(0, "REACTOR_REASON"));
        loop.advance(ofSeconds(34));
        assertEquals(3, loop.store.deliveries().size(), "at 0, 5 and 15 seconds");
        free();
        loop.advance(ofSeconds(1));
        assertEquals(4, loop.store.deliveries().size());
        assertEquals(Health.OK, loop.status("q").health());
        assertEquals("recovered", told(1, "REACTOR_INCIDENT"));
        assertEquals("3", told(1, "REACTOR_FAILURES"));
        assertEquals(1, runsOfTheCommand());
        loop.advance(ofHours(5));
        assertEquals(2, tellings().size());
        assertFalse(loop.hasDeadline());
    }

    @Test
    void theStatusSaysWhenItIsTriedNext() {
        loop.rules(spool().attempts(1));
        loop.launcher.always(OK);
        stuck();
        loop.written("q", "a");
        assertEquals(
                ofSeconds(5),
                Duration.between(
                        loop.status().now(),
                        loop.status("q").incident().orElseThrow().nextAttempt().orElseThrow()));
    }

    @Test
    void aRuleThatNeverRetriesStillRemoves() {
        loop.rules(spool().retry(RetryPolicy.NEVER));
        loop.launcher.always(OK);
        stuck();
        loop.written("q", "a");
        loop.advance(ofSeconds(4));
        free();
        loop.advance(ofSeconds(1));
        assertEquals(Health.OK, loop.status("q").health());
    }

    @Test
    void anItemThatWasGivenUpIsSetAsideInTheEnd() {
        loop.rules(spool().attempts(1));
        loop.launcher.always(attempt -> tells(attempt) ? OK : FAILED);
        stuck();
        loop.written("q", "a");
        assertEquals("stuck", loop.status("q").health() == Health.BROKEN ? "stuck" : "not");
        free();
        loop.advance(ofSeconds(5));
        assertEquals(2, loop.store.givenUp().size());
        assertEquals(0, loop.store.deliveries().size());
        assertEquals(1, runsOfTheCommand());
    }

    @Test
    void anotherItemThatSucceedsDoesNotEndIt() {
        loop.rules(spool());
        loop.launcher.always(OK);
        loop.store.answer(
                attempt -> attempt.changes().get(0).path().toString().equals("/q/a") ? STUCK : new Disposal.Done());
        loop.written("q", "a", "b");
        assertEquals(Health.BROKEN, loop.status("q").health());
        assertEquals(1, tellings().size());
    }

    @Test
    void whoRemovesItByHandEndsIt() {
        loop.rules(spool());
        loop.launcher.always(OK);
        stuck();
        loop.written("q", "a");
        loop.sees(loop.in("q").deleted("a"));
        assertEquals(Health.OK, loop.status("q").health());
        assertEquals("recovered", told(1, "REACTOR_INCIDENT"));
        loop.advance(ofHours(2));
        assertEquals(1, loop.store.deliveries().size());
    }

    @Test
    void aReloadTriesAtOnceAndForgetsWhatIsNotItsBusiness() {
        loop.rules(spool());
        loop.launcher.always(OK);
        stuck();
        loop.written("q", "a");
        loop.rules(spool().timeout(ofMinutes(1)));
        assertEquals(2, loop.store.deliveries().size());
        assertEquals(Health.BROKEN, loop.status("q").health());
        assertEquals(1, tellings().size(), "the incident lasts");
        loop.rules(spool().enabled(Enabled.OFF));
        loop.advance(ofHours(2));
        assertEquals(2, loop.store.deliveries().size());
        assertFalse(loop.hasDeadline());
    }

    @Test
    void aRuleThatIsGoneLeavesItsItemsAlone() {
        loop.rules(spool());
        loop.launcher.always(OK);
        stuck();
        loop.written("q", "a");
        loop.rules();
        loop.advance(ofHours(2));
        assertEquals(1, loop.store.deliveries().size());
        assertFalse(loop.hasDeadline());
    }

    private static Output whole(String name) {
        BytePath out = BytePath.ofUtf8("/run/" + name + ".stdout");
        BytePath err = BytePath.ofUtf8("/run/" + name + ".stderr");
        return new Output(new byte[0], new byte[0], 9, 9, java.util.Optional.of(new WholeOutput(out, err)));
    }

    @Test
    void theWholeOutputIsKeptForAsLongAsSomebodyMayReadIt() {
        loop.rules(spool().parallel(2));
        loop.written("q", "a");
        Attempt good = loop.launcher.runningFor("a");
        loop.ends(good, OK, whole("good"));
        assertEquals(List.of(good.run()), loop.launcher.discarded(), "nobody reads what a success said");
        loop.written("q", "b", "c");
        Attempt first = loop.launcher.runningFor("b");
        Attempt second = loop.launcher.runningFor("c");
        loop.ends(first, FAILED, whole("first"));
        assertEquals("/run/first.stdout", told(0, "REACTOR_STDOUT_FILE"));
        assertEquals("/run/first.stderr", told(0, "REACTOR_STDERR_FILE"));
        loop.ends(second, FAILED, whole("second"));
        assertEquals(1, loop.launcher.discarded().size(), "the first is being read");
        loop.ends(tellings().get(0), OK, Output.NONE);
        assertEquals(List.of(good.run(), first.run()), loop.launcher.discarded());
        loop.launcher.always(attempt -> tells(attempt) ? FAILED : OK);
        loop.advance(ofSeconds(5));
        assertEquals("/run/second.stdout", told(1, "REACTOR_STDOUT_FILE"));
        assertEquals(List.of(good.run(), first.run(), second.run()), loop.launcher.discarded());
    }

    @Test
    void anOutputOfWhichNobodyIsToldIsDiscardedWithTheIncident() {
        loop.rules(RuleMaker.spool("q").onFailure("tell", ofMinutes(10), ofHours(1)));
        loop.written("q", "a");
        Attempt failed = loop.launcher.runningFor("a");
        loop.ends(failed, FAILED, whole("failed"));
        assertEquals(List.of(), loop.launcher.discarded());
        loop.launcher.always(OK);
        loop.advance(ofSeconds(5));
        assertEquals(List.of(failed.run()), loop.launcher.discarded());
        assertTrue(tellings().isEmpty());
    }
}
