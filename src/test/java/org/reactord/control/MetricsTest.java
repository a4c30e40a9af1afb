package org.reactord.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.control.RuleFixture.idle;
import static org.reactord.control.RuleFixture.path;
import static org.reactord.control.RuleFixture.rule;
import static org.reactord.control.RuleFixture.spool;
import static org.reactord.control.RuleFixture.watch;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactord.contact.Place;
import org.reactord.contact.Places;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.IncidentStatus;
import org.reactord.engine.view.RuleStatus;
import org.reactord.engine.view.Status;
import org.reactord.job.Outcome;

/** The status in numbers. */
class MetricsTest {
    private static final Place PLACE = new Place(Path.of("/x"), "the default", false);
    private static final Facts FACTS = new Facts("0.1.0", new Places(PLACE, PLACE, PLACE), List.of());

    private static MetricsAnswer answer(RuleStatus... rules) {
        Status status = FakeEngine.picture(List.of(rules), List.of());
        return new MetricsAnswer(status, FACTS);
    }

    private static RuleStatus failing() {
        IncidentStatus incident =
                new IncidentStatus(FakeEngine.NOW.minusSeconds(615), 7, Optional.empty(), "exited 75", "no");
        return RuleFixture.status(
                rule("outbox", spool("/o"), "msmtp -t"),
                Health.FAILING,
                1,
                2,
                Optional.of(incident),
                Optional.of(RuleFixture.run(path("/o/1"), new Outcome.Exited(75), "no")),
                Optional.empty());
    }

    @Test
    void everyFamilyHasItsTypeAndHelpAndTheLastLineIsTheEnd() {
        List<String> lines = answer(failing()).text(Style.PLAIN);
        assertEquals("# EOF", lines.get(lines.size() - 1));
        assertTrue(lines.contains("# TYPE reactor_runs_failed counter"), lines::toString);
        assertTrue(lines.contains("reactor_runs_failed_total{rule=\"outbox\"} 7"), lines::toString);
        assertTrue(lines.contains("# UNIT reactor_last_run_duration_seconds seconds"), lines::toString);
        assertTrue(lines.contains("reactor_last_run_duration_seconds{rule=\"outbox\"} 0.120"), lines::toString);
        assertTrue(lines.contains("reactor_last_run_success{rule=\"outbox\"} 0"), lines::toString);
        assertTrue(lines.contains("reactor_jobs_retrying{rule=\"outbox\"} 2"), lines::toString);
        assertTrue(lines.contains("reactor_rules{state=\"failing\"} 1"), lines::toString);
        assertTrue(lines.contains("reactor_rule_state{rule=\"outbox\",reactor_rule_state=\"failing\"} 1"));
        assertTrue(lines.contains("reactor_rule_state{rule=\"outbox\",reactor_rule_state=\"ok\"} 0"));
        assertTrue(lines.contains("reactor_start_time_seconds 1777881600.250"), lines::toString);
        assertTrue(lines.contains("reactor_incident_start_time_seconds{rule=\"outbox\"} 1777888185.250"));
    }

    @Test
    void namesOfRulesAreEscapedForTheFormatAndForATerminal() {
        RuleStatus odd = idle(rule("a\"b\\c\nd\u001b[31m", watch("/w"), "true"), Health.OK);
        List<String> lines = answer(odd).text(Style.PLAIN);
        String line = "reactor_jobs_queued{rule=\"a\\\"b\\\\\\\\c\\\\nd\\\\x1b[31m\"} 0";
        assertTrue(lines.contains(line), lines::toString);
    }

    @Test
    void aRuleHasTheSameSeriesWhateverItDoes() {
        RuleStatus idle = idle(rule("w", watch("/w"), "true"), Health.OK);
        assertEquals(series(answer(idle)), series(answer(idle, idle)), "but for the second rule's own");
        assertTrue(answer(failing()).text(Style.PLAIN).stream().noneMatch(line -> line.contains("/o")));
    }

    private static List<String> series(MetricsAnswer answer) {
        List<String> names = new ArrayList<>();
        answer.text(Style.PLAIN).forEach(line -> names.add(line.replaceAll(" [0-9.]+$", "")));
        return names.stream().distinct().toList();
    }

    @Test
    void theWidthOfATerminalCutsNothing() {
        MetricsAnswer answer = answer(idle(rule("x".repeat(300), watch("/w"), "true"), Health.OK));
        assertEquals(answer.text(new Style(false, 0, false, false)), answer.text(new Style(false, 40, true, true)));
    }

    @Test
    void programsCanHaveTheSameAsJson() {
        JsonObject json = answer(failing()).json();
        JsonObject up = json.getAsJsonArray("metrics").get(1).getAsJsonObject();
        assertEquals("reactor_up", up.get("name").getAsString());
        assertEquals("gauge", up.get("type").getAsString());
        assertEquals(
                1,
                up.getAsJsonArray("samples")
                        .get(0)
                        .getAsJsonObject()
                        .get("value")
                        .getAsInt());
    }
}
