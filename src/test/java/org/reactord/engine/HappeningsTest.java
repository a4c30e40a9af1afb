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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.engine.view.Decision;
import org.reactord.engine.view.Decisions;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.OrderReport;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.ClockJumped;
import org.reactord.event.Condition;
import org.reactord.event.FileStamp;
import org.reactord.event.Glob;
import org.reactord.event.Surveyed;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.job.Attempt;
import org.reactord.job.Output;
import org.reactord.job.RunRecord;
import org.reactord.rule.Enabled;
import org.reactord.rule.Matcher;
import org.reactord.rule.RetryPolicy;
import org.reactord.rule.Return;
import org.reactord.rule.RuleMaker;
import org.reactord.rule.SystemWant;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;

/** What happens to the system, from the source's word to the run, or to the word that there is none. */
class HappeningsTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    private final Set<BytePath> seen = new HashSet<>();

    private static Matcher is(String field, String pattern) {
        return new Matcher.OneOf(field, List.of(Glob.of(pattern)));
    }

    private static RuleMaker network(String name, boolean atStart, Matcher... matchers) {
        return RuleMaker.system(name, new SystemWant(SystemKind.NETWORK, List.of(matchers), atStart));
    }

    private static RuleMaker up() {
        return network("vpn", false, is("interface", "wg*"), is("state", "up"));
    }

    private static SystemEvent link(String interfaceName, String state, Cause cause) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("state", state);
        fields.put("interface", interfaceName);
        Condition condition = new Condition("link:" + interfaceName, state, true);
        return new SystemEvent(SystemKind.NETWORK, state, fields, Optional.of(condition), cause);
    }

    private void link(String interfaceName, String state) {
        loop.sees(link(interfaceName, state, Cause.EVENT));
    }

    private void isAtStart(String interfaceName, String state) {
        loop.sees(link(interfaceName, state, Cause.START));
    }

    private void allIsTold() {
        loop.sees(new Surveyed(SystemKind.NETWORK));
    }

    /** The store has written what it was given, and the source of files tells of it. */
    private void written(String rule) {
        for (BytePath item : List.copyOf(loop.store.events().keySet())) {
            if (seen.add(item)) {
                loop.appears(rule, item.name().display());
            }
        }
    }

    private List<String> waiting() {
        return loop.store.events().values().stream()
                .map(fields -> fields.get("event"))
                .toList();
    }

    private List<String> reasons() {
        return loop.store.runs().stream().map(RunRecord::reason).toList();
    }

    private List<Decision> decisions() {
        List<Decisions> answers = new ArrayList<>();
        loop.inbox.decisions(0, false, answers::add);
        loop.settleDown();
        return answers.get(0).decisions();
    }

    private Attempt running() {
        return loop.launcher.running().get(0).attempt();
    }

    @Test
    void whatIsWantedIsWrittenDownAndRun() {
        loop.rules(up());
        link("wg0", "up");
        assertEquals(
                List.of(Map.of("event", "up", "source", "network", "interface", "wg0")),
                List.copyOf(loop.store.events().values()),
                "the state is the event's word: REACTOR_STATE would hide where the daemon's state is");
        assertEquals(List.of(), loop.launched(), "nothing is run that a crash could forget");
        written("vpn");
        assertEquals(1, loop.running().size());
        assertTrue(
                loop.running().get(0).endsWith(",up,c=link:wg0=up"),
                loop.running().get(0));
        assertEquals(Cause.EVENT, running().cause());
    }

    @Test
    void whatIsNotWantedIsTold() {
        loop.rules(up());
        link("eth0", "up");
        link("wg0", "down");
        assertEquals(Map.of(), loop.store.events());
        List<Decision> decisions = decisions();
        assertEquals("network up eth0", decisions.get(0).event());
        assertEquals("interface: wg*", decisions.get(0).detail());
        assertEquals("state: up", decisions.get(1).detail());
    }

    @Test
    void whatHoldsAlreadyIsForThoseWhoAskForIt() {
        loop.rules(up(), network("first", true, is("state", "up")));
        isAtStart("wg0", "up");
        allIsTold();
        assertEquals(1, loop.store.events().size());
        written("first");
        assertEquals("first", running().rule().name());
        assertEquals(Cause.START, running().cause());
    }

    @Test
    void whoBeginsLaterIsToldToo() {
        loop.rules(up());
        isAtStart("wg0", "down");
        allIsTold();
        link("wg0", "up");
        loop.rules(up(), network("later", true, is("state", "up")));
        assertEquals(2, loop.store.events().size());
        loop.rules(up(), network("later", true, is("state", "up")).run("another"));
        assertEquals(2, loop.store.events().size(), "another command is no other beginning");
    }

    @Test
    void whatHasNotHeldStillDoesNotRun() {
        loop.rules(up().settle(ofMillis(500)));
        link("wg0", "up");
        written("vpn");
        loop.advance(ofMillis(499));
        link("wg0", "down");
        loop.advance(ofMinutes(1));
        assertEquals(List.of(), loop.launched());
        assertEquals(List.of(), waiting());
        assertEquals(List.of("was not run: network down wg0 since"), reasons());
        link("wg0", "up");
        written("vpn");
        loop.advance(ofMillis(500));
        assertEquals(1, loop.running().size());
    }

    @Test
    void whoWaitsForItsTurnIsCancelledWhenItsStateHasPassed() {
        loop.rules(network("vpn", false, is("state", "up")));
        link("wg0", "up");
        link("wg1", "up");
        written("vpn");
        link("wg1", "down");
        assertEquals(List.of("up"), waiting());
        loop.ends(running(), OK, Output.NONE);
        assertEquals(1, loop.launched().size());
        assertEquals("was not run: network down wg1 since", reasons().get(0));
        RunRecord record = loop.store.runs().get(0);
        assertTrue(record.success(), "that is no failure");
        assertEquals("passed", record.outcome());
    }

    @Test
    void whatRunsGoesOn() {
        loop.rules(up());
        link("wg0", "up");
        written("vpn");
        link("wg0", "down");
        assertEquals(1, loop.running().size());
        assertEquals(List.of(), reasons());
    }

    @Test
    void whoWaitsForAnotherAttemptIsCancelledToo() {
        loop.rules(up().retry(RetryPolicy.PATIENT));
        link("wg0", "up");
        written("vpn");
        loop.ends(running(), FAILED, Output.NONE);
        assertEquals(Health.FAILING, loop.status("vpn").health());
        link("wg0", "down");
        assertEquals(Health.OK, loop.status("vpn").health());
        loop.advance(ofHours(1));
        assertEquals(1, loop.launched().size());
    }

    @Test
    void whatHasPassedBeforeItWasSeenIsNotRun() {
        loop.rules(up());
        link("wg0", "up");
        BytePath first = loop.store.events().keySet().iterator().next();
        link("wg0", "down");
        link("wg0", "up");
        loop.appears("vpn", first.name().display());
        assertEquals(List.of(), loop.launched(), "it is on its way out, and the state is another one of the same name");
        written("vpn");
        assertEquals(1, loop.launched().size());
    }

    private void leftByAnEarlierDaemon(String rule, String name) {
        loop.sees(loop.foundAtStart(rule).written(name, new FileStamp(1, name.hashCode(), 1, 1, 1)));
    }

    @Test
    void whatAnEarlierDaemonHasLeftIsRunOnlyIfItStillHolds() {
        loop.rules(network("vpn", false, is("interface", "wg*")).parallel(10));
        leftByAnEarlierDaemon("vpn", "2026-1,up,c=link:wg1=up");
        leftByAnEarlierDaemon("vpn", "2026-2,removed,e=interface:wg9=removed");
        leftByAnEarlierDaemon("vpn", "2026-3,address");
        assertEquals(List.of("2026-3,address"), loop.running(), "of the others nobody can say yet");
        isAtStart("wg0", "down");
        allIsTold();
        leftByAnEarlierDaemon("vpn", "2026-4,up,c=link:wg0=up");
        leftByAnEarlierDaemon("vpn", "2026-5,down,c=link:wg0=down");
        assertEquals(
                List.of("2026-3,address", "2026-2,removed,e=interface:wg9=removed", "2026-5,down,c=link:wg0=down"),
                loop.running());
        assertEquals(List.of("was not run: that holds no more", "was not run: network down wg0 since"), reasons());
    }

    @Test
    void whereNothingCanBeHeardWhatWasLeftIsRun() {
        loop.rules(up());
        leftByAnEarlierDaemon("vpn", "2026-1,up,c=link:wg0=up");
        loop.inbox.systemChanged(SystemState.unavailable(SystemKind.NETWORK, "no netlink here"));
        loop.settleDown();
        assertEquals(1, loop.running().size());
    }

    @Test
    void whatFailsWhenItsStateHasPassedIsNotTriedAgain() {
        loop.rules(up().retry(RetryPolicy.PATIENT));
        link("wg0", "up");
        written("vpn");
        link("wg0", "down");
        loop.ends(running(), FAILED, Output.NONE);
        loop.advance(ofHours(1));
        assertEquals(1, loop.launched().size());
        assertEquals(Health.OK, loop.status("vpn").health());
        assertEquals("was not run: network down wg0 since", reasons().get(1));
        assertEquals(List.of(), waiting());
    }

    private static SystemEvent online(String scope, Cause cause) {
        Condition condition = new Condition("route", "online", true);
        Map<String, String> fields = Map.of("state", "online", "scope", scope);
        return new SystemEvent(SystemKind.NETWORK, "online", fields, Optional.of(condition), cause);
    }

    @Test
    void whatFailedForTheLackOfANetworkIsTriedWhenItIsBack() {
        RetryPolicy retry = new RetryPolicy(0, ofMinutes(1), 1, ofMinutes(1), Set.of(Return.ONLINE));
        loop.rules(
                RuleMaker.spool("outbox").retry(retry),
                RuleMaker.spool("other").retry(new RetryPolicy(0, ofMinutes(1), 1, ofMinutes(1))));
        loop.launcher.always(FAILED);
        loop.written("outbox", "mail");
        loop.written("other", "file");
        loop.advance(ofSeconds(10));
        loop.sees(online("interface", Cause.EVENT));
        loop.sees(online("machine", Cause.START));
        assertEquals(List.of(0.0), loop.startsOf("mail"), "one of several ways out, or what was so before");
        loop.sees(online("machine", Cause.EVENT));
        assertEquals(List.of(0.0, 10.0), loop.startsOf("mail"));
        loop.advance(ofSeconds(60));
        assertEquals(List.of(0.0, 10.0, 70.0), loop.startsOf("mail"));
        assertEquals(List.of(0.0, 60.0), loop.startsOf("file"));
    }

    @Test
    void onlyWhatSomebodyWaitsForIsListenedTo() {
        RetryPolicy retry = new RetryPolicy(0, ofMinutes(1), 1, ofMinutes(1), Set.of(Return.RESUME));
        loop.rules(
                up(),
                network("off", false, is("state", "down")).enabled(Enabled.OFF),
                RuleMaker.spool("outbox").retry(retry));
        assertEquals(
                List.of(
                        new SystemRequest(
                                SystemKind.NETWORK, Set.of(Map.of("interface", Set.of("wg*"), "state", Set.of("up")))),
                        new SystemRequest(SystemKind.SYSTEM, Set.of(Map.of("state", Set.of("resume"))))),
                loop.system.requests());
        loop.rules(RuleMaker.spool("outbox"));
        assertEquals(List.of(), loop.system.requests());
    }

    @Test
    void aShadowRecordsAndRunsNothing() {
        loop.rules(up().enabled(Enabled.SHADOW));
        link("wg0", "up");
        assertEquals(Map.of(), loop.store.events());
        assertEquals(List.of("would have been run"), reasons());
    }

    @Test
    void moreThanTheDiskTakesIsLostLoudly() {
        loop.rules(up().parallel(1));
        for (int i = 0; i < EventItems.MOST_UNSEEN + 7; i++) {
            link("wg" + i, "up");
        }
        assertEquals(EventItems.MOST_UNSEEN, loop.store.events().size());
        String first =
                "SEVERE rule 'vpn': network up wg10000 is lost, and so is what follows, because 10000 events wait to be"
                        + " written to the state directory already";
        assertEquals(List.of(first), loop.log.shown());
        written("vpn");
        assertEquals(
                List.of(first, "SEVERE rule 'vpn': 7 events were lost; the others are written down"), loop.log.shown());
    }

    private void jump(Duration asleep, Duration moved) {
        loop.sees(new ClockJumped(asleep, moved));
    }

    @Test
    void theClockIsASourceToo() {
        loop.rules(RuleMaker.system(
                "clock",
                new SystemWant(SystemKind.SYSTEM, List.of(is("state", "{resume,clock-jump,suspend}")), false)));
        jump(Duration.ZERO, ofMillis(999));
        assertEquals(List.of(), waiting(), "small corrections are made all the time");
        jump(Duration.ZERO, ofSeconds(-3));
        loop.sees(suspend());
        assertEquals(List.of("clock-jump", "suspend"), waiting());
        jump(ofHours(8), Duration.ZERO);
        assertEquals(
                List.of("clock-jump", "resume"), waiting(), "what was to be done before the sleep is not done after");
        assertEquals("28800", List.copyOf(loop.store.events().values()).get(1).get("asleep"));
    }

    @Test
    void whatCannotBeHeardIsNoSecret() {
        loop.rules(up());
        assertEquals(Health.OK, loop.status("vpn").health());
        loop.inbox.systemChanged(SystemState.unavailable(SystemKind.NETWORK, "no netlink here"));
        loop.settleDown();
        assertEquals(Health.DEGRADED, loop.status("vpn").health());
        assertEquals("no netlink here", loop.status("vpn").system().get(0).detail());
        loop.inbox.systemChanged(SystemState.heard(SystemKind.NETWORK));
        loop.settleDown();
        assertEquals(Health.OK, loop.status("vpn").health());
        assertFalse(loop.hasDeadline());
    }

    @Test
    void eventsOfOneKeyWaitForOneAnother() {
        loop.rules(network("vpn", false, is("state", "up")).sequential("{interface}"));
        link("wg0", "up");
        link("wg1", "up");
        written("vpn");
        assertEquals(2, loop.running().size());
        loop.sees(link("wg0", "up", Cause.OVERFLOW));
        written("vpn");
        assertEquals(2, loop.running().size());
    }

    @Test
    void byHandItIsRunForWhatHolds() {
        loop.rules(up());
        isAtStart("wg0", "up");
        isAtStart("eth0", "up");
        allIsTold();
        OrderReport done = loop.order(new Order.Run("vpn", List.of(), false));
        assertEquals(1, done instanceof OrderReport.Done one ? one.jobs() : 0);
        written("vpn");
        assertEquals(Cause.MANUAL, running().cause());
        link("wg0", "down");
        OrderReport nothing = loop.order(new Order.Run("vpn", List.of(), false));
        assertEquals(1, nothing instanceof OrderReport.Done one ? one.troubles().size() : 0);
    }

    private static SystemEvent suspend() {
        Condition asleep = new Condition("sleep", "suspend", true);
        return new SystemEvent(
                SystemKind.SYSTEM, "suspend", Map.of("state", "suspend"), Optional.of(asleep), Cause.EVENT);
    }

    @Test
    void theMachineWaitsUntilItsCommandsHaveRun() {
        loop.rules(
                RuleMaker.system("sleep", new SystemWant(SystemKind.SYSTEM, List.of(is("state", "suspend")), false)));
        loop.sees(suspend());
        assertEquals(0, loop.system.handled());
        written("sleep");
        assertEquals(0, loop.system.handled());
        loop.ends(running(), FAILED, Output.NONE);
        assertEquals(1, loop.system.handled(), "what has failed is no reason to stay awake");
        loop.rules(up());
        loop.sees(suspend());
        assertEquals(2, loop.system.handled(), "nobody waits for it");
    }

    @Test
    void whatWaitsAlreadyIsNotRunTwiceForAStart() {
        loop.rules(network("vpn", true, is("state", "{up,down}")).settle(ofSeconds(5)));
        leftByAnEarlierDaemon("vpn", "2026-1,up,c=link:wg0=up");
        isAtStart("wg0", "up");
        isAtStart("wg1", "up");
        allIsTold();
        written("vpn");
        loop.advance(ofMinutes(1));
        loop.ends(running(), OK, Output.NONE);
        loop.ends(running(), OK, Output.NONE);
        assertEquals(2, loop.launched().size());
        assertEquals(
                1,
                reasons().stream().filter(one -> one.contains("says the same")).count());
    }

    /** What is withdrawn before it is written is never seen; that must not add up. */
    @Test
    void whatComesAndGoesLeavesNothingBehind() {
        loop.rules(up());
        for (int i = 0; i <= EventItems.MOST_UNSEEN; i++) {
            link("wg0", "up");
            link("wg0", "down");
        }
        assertEquals(Map.of(), loop.store.events());
        assertEquals(List.of(), loop.log.shown());
        link("wg0", "up");
        written("vpn");
        assertEquals(1, loop.running().size());
    }

    @Test
    void whatRunsGoesOnAlsoWhenItsDirectoryIsLookedAtAgain() {
        loop.rules(up());
        link("wg0", "up");
        written("vpn");
        BytePath item = loop.store.events().keySet().iterator().next();
        link("wg0", "down");
        loop.sees(loop.foundAtStart("vpn")
                .written(
                        item.name().display(),
                        running().changes().get(0).stamp().orElseThrow()));
        assertEquals(1, loop.running().size());
        assertEquals(List.of(), reasons());
        assertEquals(1, loop.store.events().size(), "its file is not taken away from under it");
    }

    @Test
    void aProgramOfNobodyKnowsWhomDoesNotStartTheRuleThatMayHaveStartedIt() {
        loop.rules(RuleMaker.system(
                "notify", new SystemWant(SystemKind.PROCESS, List.of(is("exe", "/usr/bin/*")), false)));
        SystemEvent started = new SystemEvent(
                SystemKind.PROCESS, "started", Map.of("exe", "/usr/bin/true"), Optional.empty(), Cause.EVENT);
        loop.sees(started);
        written("notify");
        loop.sees(started);
        written("notify");
        assertEquals(1, loop.store.events().size());
        loop.ends(running(), OK, Output.NONE);
        loop.sees(started);
        written("notify");
        assertEquals(2, loop.launched().size());
    }

    /** What a stranger has called something is made safe where it is shown, once. */
    @Test
    void aHostileNameIsMadeSafeOnce() {
        loop.rules(network("vpn", false, is("state", "up")));
        link("a\nb", "up");
        link("a\nb", "down");
        assertEquals(List.of("was not run: network down a\nb since"), reasons());
        assertEquals("network up a\\nb", decisions().get(0).event());
    }
}
