package org.reactord.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactord.engine.view.ReloadReport;
import org.reactord.engine.view.RuleChange;
import org.reactord.engine.view.RuleChange.Kind;
import org.reactord.rule.Difference;
import org.reactord.rule.Origin;

/** What a reload, or its rehearsal, answers. */
class ReloadAnswerTest {
    private static final Origin PLACE = new Origin("/r/10.yaml", 3, 1);

    private static Difference key(String key, String before, @Nullable String after) {
        return new Difference(key, Optional.of(before), Optional.ofNullable(after), PLACE);
    }

    private static ReloadAnswer answer(boolean dry, RuleChange... changes) {
        ReloadReport report = new ReloadReport(List.of(changes));
        return new ReloadAnswer(new Reloader.Reloaded(report, 2, List.of()), dry);
    }

    private static RuleChange changed(List<Difference> keys) {
        return new RuleChange("outbox", Kind.CHANGED, PLACE, keys, 3, 2, 1, 4, true);
    }

    @Test
    void aRehearsalSaysWhatWouldBecomeOfKeysAndJobs() {
        List<Difference> keys = List.of(key("settle", "0s", "5s"), key("match", "[\"*\"]", null));
        RuleChange gone = new RuleChange("old", Kind.REMOVED, PLACE, List.of(), 0, 1, 2, 1, false);
        RuleChange same = new RuleChange("same", Kind.UNCHANGED, PLACE, List.of(), 9, 0, 1, 1, false);
        RuleChange fresh = new RuleChange("a\nb", Kind.ADDED, PLACE, List.of(), 0, 0, 0, 0, false);
        assertEquals(
                """
                a reload would succeed, with 2 rules: 1 added (a\\nb), 1 changed (outbox), 1
                removed (old)
                added      a\\nb
                changed    outbox
                           settle: 0s → 5s (/r/10.yaml:3)
                           match: ["*"] → (none) (/r/10.yaml:3)
                           2 waiting jobs would be dropped, because the rule does not ask for
                           them any more; the files stay where they are
                           3 waiting jobs would be kept
                           1 running command would end under the rule that it started with
                           4 settling paths would be jobs at once
                removed    old
                           1 waiting job would be dropped, because the rule is gone
                           2 running commands would end under the rule that they started with
                           1 settling path would be forgotten""".lines().toList(),
                answer(true, fresh, changed(keys), same, gone).text(Style.PLAIN));
    }

    @Test
    void aReloadSaysWhatHasBecomeOfThem() {
        List<String> lines =
                answer(false, changed(List.of(key("run", "a", "b")))).text(Style.PLAIN);
        assertEquals("2 rules: 0 added, 1 changed (outbox), 0 removed", lines.get(0));
        assertTrue(lines.contains("           run: a → b (/r/10.yaml:3)"), lines::toString);
        assertTrue(lines.contains("           2 waiting jobs were dropped, because the rule does not ask for them"));
        assertTrue(lines.contains("           3 waiting jobs are kept"), lines::toString);
        assertTrue(lines.contains("           1 running command ends under the rule that it started with"));
    }

    @Test
    void longValuesStandBelowOneAnotherAndNothingOfThemIsLeftOut() {
        String before = "[\"" + "x".repeat(200) + "1\"]";
        String after = "[\"" + "写".repeat(100) + "2\"]";
        ReloadAnswer answer = answer(true, changed(List.of(key("run", before, after))));
        for (int width : new int[] {40, 80, 200}) {
            List<String> lines = answer.text(new Style(false, width, false, false));
            lines.forEach(line -> assertTrue(Columns.of(line) <= width, line));
            String joined = String.join("", lines).replace(" ", "");
            assertTrue(joined.contains(before) && joined.contains("→" + after), joined);
        }
        List<String> wide = answer.text(new Style(false, 0, false, false));
        assertTrue(wide.contains("           run: " + before + " → " + after + " (/r/10.yaml:3)"), wide::toString);
    }

    @Test
    void programsGetEveryKeyAndEveryNumber() {
        JsonObject json =
                answer(true, changed(List.of(key("done", "keep", null)))).json();
        assertTrue(json.get("dry_run").getAsBoolean());
        JsonObject change = json.getAsJsonArray("changes").get(0).getAsJsonObject();
        assertEquals("changed", change.get("change").getAsString());
        assertEquals(2, change.get("jobs_dropped").getAsInt());
        JsonObject key = change.getAsJsonArray("keys").get(0).getAsJsonObject();
        assertEquals("keep", key.get("before").getAsString());
        assertTrue(key.get("after").isJsonNull());
        assertEquals(3, key.getAsJsonObject("origin").get("line").getAsInt());
    }
}
