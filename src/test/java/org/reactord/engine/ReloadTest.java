package org.reactord.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.ReloadReport;
import org.reactord.engine.view.RuleChange;
import org.reactord.event.Cause;
import org.reactord.event.WatchedTree;
import org.reactord.rule.Command;
import org.reactord.rule.Difference;
import org.reactord.rule.Enabled;
import org.reactord.rule.Origin;
import org.reactord.rule.Per;
import org.reactord.rule.RuleMaker;
import org.reactord.source.RootState;
import org.reactord.store.Disposal;

/** What a reload changes, and what it leaves alone. */
class ReloadTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture(8);

    @Test
    void itTellsWhatWasAddedChangedRemovedAndLeftAlone() {
        loop.rules(RuleMaker.spool("same"), RuleMaker.spool("changes"), RuleMaker.spool("goes"));
        ReloadReport report = loop.rules(
                RuleMaker.spool("comes"),
                RuleMaker.spool("same"),
                RuleMaker.spool("changes").run("other"));
        assertEquals(List.of("comes"), report.added());
        assertEquals(List.of("changes"), report.changed());
        assertEquals(List.of("goes"), report.removed());
        assertEquals(List.of("same"), report.unchanged());
        assertEquals(0, dropped(report));
        assertEquals(
                List.of("comes", "same", "changes"),
                loop.status().rules().stream().map(rule -> rule.rule().name()).toList());
    }

    private static int dropped(ReloadReport report) {
        return report.rules().stream().mapToInt(RuleChange::dropped).sum();
    }

    @Test
    void aRehearsalSaysBeforehandWhatTheReloadThenDoes() {
        loop.rules(
                RuleMaker.spool("stays"),
                RuleMaker.spool("changes").setting("run", "old", 3),
                RuleMaker.watch("turns").per(Per.FILE).settle(ofMillis(0)),
                RuleMaker.spool("goes"));
        for (String rule : List.of("stays", "changes", "turns", "goes")) {
            loop.written(rule, "a.txt", "b.txt", "c.bin");
        }
        RuleMaker[] next = {
            RuleMaker.spool("comes"),
            RuleMaker.spool("changes").setting("run", "new", 4).run("new").match("*.txt"),
            RuleMaker.watch("turns").per(Per.BATCH),
            RuleMaker.spool("stays")
        };
        List<String> before = loop.launched();
        int jobs = loop.status().jobTotal();
        ReloadReport would = loop.rehearse(next);
        assertEquals(jobs, loop.status().jobTotal());
        assertEquals(1, loop.status("changes").generation());
        assertEquals(before, loop.launched());
        assertEquals(List.of("comes", "changes", "turns", "stays", "goes"), names(would));
        assertEquals(
                List.of(0, 1, 2, 0, 2),
                would.rules().stream().map(RuleChange::dropped).toList());
        assertEquals(
                List.of(0, 1, 0, 2, 0),
                would.rules().stream().map(RuleChange::kept).toList());
        assertEquals(
                List.of(0, 1, 1, 1, 1),
                would.rules().stream().map(RuleChange::running).toList());
        assertEquals(
                List.of(new Difference("run", Optional.of("old"), Optional.of("new"), new Origin("test.yaml", 4, 1))),
                would.rules().get(1).keys());
        assertEquals(would, loop.rules(next));
        assertEquals(jobs - dropped(would), loop.status().jobTotal());
    }

    private static List<String> names(ReloadReport report) {
        return report.rules().stream().map(RuleChange::name).toList();
    }

    @Test
    void aRehearsalCountsWhatHasNotSettled() {
        loop.rules(RuleMaker.watch("w").settle(ofSeconds(5)));
        loop.written("w", "a", "b");
        RuleChange gone = loop.rehearse().rules().get(0);
        assertEquals(2, gone.settling());
        assertEquals(0, gone.dropped());
        loop.advance(ofSeconds(5));
        assertEquals(List.of("a b"), loop.launched(), "it was a rehearsal");
    }

    @Test
    void itAnswersOnlyWhenTheNewWatchesAreArmed() {
        loop.source.slow();
        List<ReloadReport> reports = loop.askForRules(RuleMaker.spool("q"));
        assertTrue(reports.isEmpty());
        loop.written("q", "a");
        assertEquals(List.of("a"), loop.launched(), "but what is told meanwhile is not lost");
        loop.source.arm();
        assertEquals(1, reports.size());
    }

    @Test
    void whatTheOldTreeHasToTellYetIsNotLost() {
        loop.rules(RuleMaker.watch("notes"));
        var late = loop.in("notes").written("a");
        loop.rules(RuleMaker.watch("notes").ignore("build/"));
        loop.sees(late);
        loop.advance(java.time.Duration.ofSeconds(1));
        assertEquals(List.of("a"), loop.launched());
    }

    @Test
    void theGenerationGrowsWithEveryChangeAndWithNothingElse() {
        loop.rules(RuleMaker.spool("q"));
        assertEquals(1, loop.status("q").generation());
        loop.rules(RuleMaker.spool("q"));
        assertEquals(1, loop.status("q").generation());
        loop.rules(RuleMaker.spool("q").run("other"));
        assertEquals(2, loop.status("q").generation());
    }

    @Test
    void aRuleThatIsOnlyWrittenElsewhereIsNotTouched() {
        loop.rules(RuleMaker.spool("q").settle(ofSeconds(1)));
        loop.written("q", "a");
        loop.advance(ofMillis(999));
        loop.rules(RuleMaker.spool("q").settle(ofSeconds(1)).setting("run", "true", 99));
        assertEquals("run", loop.status("q").rule().settings().get(0).key());
        assertTrue(loop.launched().isEmpty());
        loop.advance(ofMillis(1));
        assertEquals(List.of("a"), loop.launched());
    }

    @Test
    void aRunningCommandKeepsTheRuleThatItStartedWith() {
        loop.rules(RuleMaker.spool("q").run("old").timeout(ofMinutes(1)));
        loop.written("q", "a", "b");
        loop.rules(RuleMaker.spool("q").run("new").timeout(ofMinutes(9)));
        assertTrue(loop.launcher.signals().isEmpty());
        loop.advance(ofMinutes(1));
        assertEquals(1, loop.launcher.signals().size(), "its own timeout");
        loop.ends("a", OK);
        assertEquals("old", lineOf(0));
        assertEquals("new", lineOf(1));
    }

    @Test
    void aFailedAttemptIsTriedAgainUnderTheNewRule() {
        loop.rules(RuleMaker.spool("q").run("broken"));
        loop.launcher.always(FAILED);
        loop.written("q", "a");
        loop.rules(RuleMaker.spool("q").run("mended"));
        loop.advance(ofSeconds(5));
        assertEquals(List.of("broken", "mended"), List.of(lineOf(0), lineOf(1)));
        assertEquals(2, loop.launcher.launches().get(1).attempt().number());
    }

    @Test
    void waitingJobsAreCarriedOver() {
        loop.rules(RuleMaker.spool("q"));
        loop.written("q", "a", "b", "c");
        ReloadReport report = loop.rules(RuleMaker.spool("q").parallel(3));
        assertEquals(0, dropped(report));
        assertEquals(List.of("a", "b", "c"), loop.running());
    }

    @Test
    void waitingJobsThatTheNewRuleDoesNotWantAreDroppedAndCounted() {
        loop.rules(RuleMaker.spool("q"));
        loop.written("q", "a.txt", "b.txt", "c.bin");
        ReloadReport report = loop.rules(RuleMaker.spool("q").ignore("b*"));
        RuleChange change = report.rules().get(0);
        assertEquals(1, change.dropped());
        assertEquals(1, change.kept());
        assertEquals(1, change.running());
        assertTrue(change.spool());
        assertEquals("the rule does not ask for them any more", change.why());
        loop.ends("a.txt", OK);
        assertEquals(List.of("a.txt", "c.bin"), loop.launched());
    }

    @Test
    void aRunningJobThatTheNewRuleDoesNotWantIsNotTriedAgain() {
        loop.rules(RuleMaker.spool("q"));
        loop.written("q", "a");
        loop.rules(RuleMaker.spool("q").directory("/elsewhere"));
        loop.ends("a", FAILED);
        loop.advance(ofMinutes(5));
        assertEquals(1, loop.launched().size());
        assertEquals(0, loop.status().jobTotal());
        assertFalse(loop.hasDeadline());
    }

    @Test
    void aRuleThatIsSwitchedOffRunsNothingAnyMore() {
        loop.rules(RuleMaker.spool("q"));
        loop.written("q", "a", "b");
        WatchedTree tree = loop.tree("q");
        loop.rules(RuleMaker.spool("q").enabled(Enabled.OFF));
        assertTrue(loop.source.requestFor(tree).isEmpty());
        loop.ends("a", FAILED);
        loop.advance(ofMinutes(5));
        assertEquals(1, loop.launched().size());
        assertEquals(Health.OFF, loop.status("q").health());
    }

    @Test
    void theWaitingJobsOfARemovedRuleAreDroppedAndCounted() {
        loop.rules(RuleMaker.watch("w").per(Per.FILE).settle(ofMillis(0)));
        loop.written("w", "a", "b", "c");
        ReloadReport report = loop.rules();
        assertEquals(2, dropped(report));
        assertEquals("the rule is gone", report.rules().get(0).why());
        loop.ends("a", FAILED);
        loop.advance(ofMinutes(5));
        assertEquals(List.of("a"), loop.launched());
        assertFalse(loop.hasDeadline());
    }

    @Test
    void theRunningJobOfARemovedRuleIsShownAndItsItemStillRemoved() {
        loop.rules(RuleMaker.spool("q"));
        loop.written("q", "a");
        loop.rules();
        assertEquals(1, loop.status().jobTotal());
        assertEquals("q", loop.status().jobs().get(0).rule());
        loop.ends("a", OK);
        assertEquals(1, loop.store.deliveries().size());
        assertEquals(0, loop.status().jobTotal());
    }

    @Test
    void aRuleThatIsTakenAwayAndPutBackDoesNotRunOneItemTwiceAtOnce() {
        loop.rules(RuleMaker.spool("q"));
        var event = loop.in("q").written("a");
        loop.sees(event);
        loop.rules();
        assertEquals(List.of("q"), loop.rules(RuleMaker.spool("q")).added());
        loop.sees(loop.foundAtStart("q").written("a", event.stamp().orElseThrow()));
        assertEquals(1, loop.launched().size());
        loop.ends("a", FAILED);
        loop.advance(ofSeconds(5));
        assertEquals(2, loop.launcher.runningFor("a").number());
    }

    @Test
    void aSpoolWhoseRuleGetsAnotherNameDoesNotRunOneItemTwiceAtOnce() {
        loop.rules(RuleMaker.spool("q"));
        loop.written("q", "a");
        loop.rules(RuleMaker.spool("other").directory("/q"));
        var found = loop.foundAtStart("other");
        loop.sees(found.written("a"));
        loop.sees(found.written("b"));
        assertEquals(List.of("a", "b"), loop.running());
        assertEquals(2, loop.launched().size());
        loop.source.rescans().clear();
        loop.ends("a", FAILED);
        assertEquals(List.of(new RecordingSource.Rescan(loop.tree("other"), Cause.START)), loop.source.rescans());
        loop.sees(found.written("a"));
        loop.ends("b", OK);
        assertEquals(List.of("a"), loop.running());
        assertEquals("other", loop.launcher.runningFor("a").rule().name());
    }

    @Test
    void aRuleThatIsPutBackLaterStartsAfresh() {
        loop.rules(RuleMaker.spool("q"));
        loop.written("q", "a");
        loop.rules();
        loop.ends("a", OK);
        loop.rules(RuleMaker.spool("q"));
        assertEquals(1, loop.status("q").generation());
        loop.written("q", "b");
        assertEquals(List.of("b"), loop.running());
    }

    @Test
    void aChangedSpoolIsLookedAtAgain() {
        loop.rules(RuleMaker.spool("q").match("*.txt"));
        loop.written("q", "a.bin");
        assertTrue(loop.launched().isEmpty());
        loop.rules(RuleMaker.spool("q"));
        assertEquals(List.of(new RecordingSource.Rescan(loop.tree("q"), Cause.START)), loop.source.rescans());
    }

    @Test
    void aNewSpoolOfADirectoryThatIsWatchedAlreadyIsLookedAt() {
        loop.rules(RuleMaker.spool("q"));
        loop.rules(RuleMaker.spool("q"), RuleMaker.spool("second").directory("/q"));
        assertEquals(1, loop.source.rescans().size());
    }

    @Test
    void anUnchangedSpoolIsNotLookedAtAgain() {
        loop.rules(RuleMaker.spool("q"));
        loop.rules(RuleMaker.spool("q"), RuleMaker.spool("other"));
        assertTrue(loop.source.rescans().isEmpty());
    }

    @Test
    void whatSettlesWhenTheRuleChangesIsNotLost() {
        loop.rules(RuleMaker.watch("w"));
        loop.written("w", "a", "b");
        loop.rules(RuleMaker.watch("w").run("other"));
        assertEquals(List.of("a b"), loop.launched());
    }

    @Test
    void aRetryKeepsItsDeadlineAcrossAReload() {
        loop.rules(RuleMaker.spool("q"));
        loop.launcher.always(FAILED);
        loop.written("q", "a");
        loop.advance(ofSeconds(3));
        loop.rules(RuleMaker.spool("q").run("other"));
        loop.advance(ofSeconds(13));
        assertEquals(List.of(0.0, 5.0, 15.0), loop.startsOf("a"));
    }

    @Test
    void fiveRunningAndFiftyQueuedJobsSurviveAReload() {
        loop.rules(RuleMaker.spool("q").parallel(5), RuleMaker.spool("goes"), RuleMaker.spool("same"));
        for (int i = 0; i < 55; i++) {
            loop.written("q", "f" + i);
        }
        loop.written("goes", "x");
        loop.written("same", "y");
        loop.rules(RuleMaker.spool("q").parallel(5).run("other"), RuleMaker.spool("same"));
        loop.ends("x", OK);
        loop.ends("y", OK);
        while (!loop.running().isEmpty()) {
            loop.ends(loop.running().get(0), OK);
        }
        assertEquals(57, loop.launched().stream().distinct().count());
        assertEquals(57, loop.launched().size());
        assertEquals(57, loop.store.deliveries().size());
    }

    @Test
    void anItemOnItsWayOutIsNotDeliveredByTheNewRule() {
        loop.rules(RuleMaker.spool("q"));
        loop.store.hold();
        var event = loop.in("q").written("a");
        loop.sees(event);
        loop.ends("a", OK);
        loop.rules(RuleMaker.spool("q").run("other"));
        loop.sees(loop.foundAtStart("q").written("a", event.stamp().orElseThrow()));
        loop.store.release();
        loop.settleDown();
        assertEquals(1, loop.launched().size());
        assertEquals(0, loop.status().jobTotal());
    }

    @Test
    void whatCouldNotBeRemovedFromADirectoryThatIsNoSpoolAnyMoreIsNotHeldAgainstTheRule() {
        loop.rules(RuleMaker.spool("q"));
        loop.store.answer(attempt -> new Disposal.Stuck("it cannot be removed"));
        loop.written("q", "a");
        loop.ends("a", OK);
        loop.rules(RuleMaker.spool("q").directory("/elsewhere"));
        assertEquals(Health.OK, loop.status("q").health());
    }

    @Test
    void aShadowDecidesAndRunsNothing() {
        loop.rules(RuleMaker.spool("q").enabled(Enabled.SHADOW));
        loop.log.forget();
        loop.written("q", "a");
        assertTrue(loop.launched().isEmpty());
        assertEquals(Health.SHADOW, loop.status("q").health());
        assertEquals("shadow", loop.store.runs().get(0).outcome());
    }

    @Test
    void aRuleThatIsOffWatchesNothing() {
        loop.rules(RuleMaker.spool("q").enabled(Enabled.OFF));
        assertEquals(List.of(List.of()), loop.source.watched());
        assertEquals(Health.OFF, loop.status("q").health());
        assertEquals(List.of(), loop.status("q").roots());
    }

    @Test
    void whatIsKnownOfARootSurvivesAReload() {
        loop.rules(RuleMaker.spool("q"));
        loop.inbox.rootChanged(new RootState(loop.tree("q"), RootState.Kind.WAITING, "it is not there", 1));
        loop.rules(RuleMaker.spool("q"), RuleMaker.spool("r"));
        assertEquals(Health.WAITING, loop.status("q").health());
    }

    @Test
    void twoRulesOnOneDirectoryBothHearOfAFile() {
        loop.rules(RuleMaker.spool("q"), RuleMaker.spool("second").directory("/q"));
        loop.written("q", "a");
        assertEquals(List.of("a", "a"), loop.running());
        assertEquals(1, loop.source.watched().get(0).size());
    }

    private String lineOf(int launch) {
        var command = loop.launcher
                .launches()
                .get(launch)
                .attempt()
                .rule()
                .execution()
                .command();
        return command instanceof Command.Shell shell ? shell.line() : "";
    }
}
