package org.reactord.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.engine.view.OrderReport;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.FileKind;
import org.reactord.event.Seen;
import org.reactord.rule.Enabled;
import org.reactord.rule.Per;
import org.reactord.rule.RuleMaker;

/** A person has a rule run. */
class ManualRunsTest {
    @RegisterExtension
    private final LoopFixture loop = new LoopFixture();

    private static Order.Run run(String rule, boolean rehearse, String... paths) {
        List<Order.Subject> files = Arrays.stream(paths)
                .map(path -> new Order.Subject(BytePath.ofUtf8(path), FileKind.REGULAR, Optional.of(Seen.newStamp())))
                .toList();
        return new Order.Run(rule, files, rehearse);
    }

    private OrderReport.Done done(Order.Run order) {
        return assertInstanceOf(OrderReport.Done.class, loop.order(order));
    }

    @Test
    void aFileIsRunAtOnceAsIfItHadJustBeenWritten() {
        loop.rules(RuleMaker.spool("q").directory("/q").settle(Duration.ofMinutes(1)));
        assertEquals(1, done(run("q", false, "/q/a")).jobs());
        assertEquals(Cause.MANUAL, loop.launcher.runningFor("a").cause());
    }

    @Test
    void severalFilesOfABatchAreOneJob() {
        loop.rules(RuleMaker.watch("w").directory("/w"));
        assertEquals(1, done(run("w", false, "/w/a", "/w/b")).jobs());
        assertEquals(2, loop.launcher.runningFor("a b").changes().size());
    }

    @Test
    void aBatchRuleRunsWithoutFilesToo() {
        loop.rules(RuleMaker.watch("w").directory("/w"));
        assertEquals(1, done(run("w", false)).jobs());
        assertEquals("/w", loop.launcher.running().get(0).attempt().root().display());
    }

    @Test
    void whatTheRuleDoesNotTakeIsRefusedWithTheClause() {
        loop.rules(RuleMaker.spool("q").directory("/q").match("*.txt"));
        OrderReport.Done report = done(run("q", false, "/q/a.dat", "/elsewhere/b.txt"));
        assertEquals(0, report.jobs());
        assertEquals(2, report.troubles().size());
        assertTrue(report.troubles().get(0).contains("match: *.txt"), report::toString);
    }

    @Test
    void whatIsNotThereIsRefused() {
        loop.rules(RuleMaker.spool("q").directory("/q"));
        Order.Subject absent = new Order.Subject(BytePath.ofUtf8("/q/a"), FileKind.UNKNOWN, Optional.empty());
        assertEquals(
                List.of("/q/a is not there"),
                done(new Order.Run("q", List.of(absent), false)).troubles());
    }

    @Test
    void aRuleThatIsOffAShadowOrForEachFileSaysSo() {
        loop.rules(
                RuleMaker.spool("off").directory("/a").enabled(Enabled.OFF),
                RuleMaker.spool("shadow").directory("/b").enabled(Enabled.SHADOW),
                RuleMaker.watch("each").directory("/c").per(Per.FILE));
        assertTrue(done(run("off", false, "/a/x")).troubles().get(0).contains("is off"));
        assertTrue(done(run("shadow", false, "/b/x")).troubles().get(0).contains("a shadow"));
        assertTrue(done(run("each", false)).troubles().get(0).contains("name the files"));
        assertInstanceOf(OrderReport.NoSuch.class, loop.order(run("none", false)));
        assertTrue(loop.launcher.running().isEmpty());
    }

    @Test
    void aSpoolWithoutFilesIsLookedThrough() {
        loop.rules(RuleMaker.spool("q").directory("/q"));
        int before = loop.source.rescans().size();
        done(run("q", false));
        assertEquals(Cause.MANUAL, loop.source.rescans().get(before).cause());
    }

    @Test
    void aRehearsalShowsTheCommandAndRunsNothing() {
        loop.rules(RuleMaker.spool("q").directory("/q").exec("deliver", "--to={name}"));
        OrderReport.Rehearsed report =
                assertInstanceOf(OrderReport.Rehearsed.class, loop.order(run("q", true, "/q/a b")));
        assertEquals(List.of("deliver", "--to=a b"), report.rehearsals().get(0).argv());
        assertEquals("manual", report.rehearsals().get(0).env().get("REACTOR_CAUSE"));
        assertTrue(loop.launcher.running().isEmpty());
        assertTrue(loop.status().jobs().isEmpty());
    }
}
