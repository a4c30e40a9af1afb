package org.reactord.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.control.RuleFixture.idle;
import static org.reactord.control.RuleFixture.path;
import static org.reactord.control.RuleFixture.rule;
import static org.reactord.control.RuleFixture.running;
import static org.reactord.control.RuleFixture.spool;
import static org.reactord.control.RuleFixture.watch;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactord.contact.Place;
import org.reactord.contact.Places;
import org.reactord.engine.view.Glimpse;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.IncidentStatus;
import org.reactord.engine.view.OrderReport;
import org.reactord.engine.view.PauseStatus;
import org.reactord.engine.view.RuleStatus;
import org.reactord.engine.view.Status;
import org.reactord.event.BytePath;
import org.reactord.job.Outcome;
import org.reactord.source.Progress;
import org.reactord.source.RootState;

/** What is answered, letter by letter where a person reads it. */
class AnswersTest {
    private static final Facts FACTS = new Facts(
            "0.1.0",
            new Places(
                    new Place(Path.of("/home/x/.config/reactor/rules.d"), "the default", false),
                    new Place(Path.of("/home/x/.local/state/reactor"), "the default", false),
                    new Place(Path.of("/run/user/1000/reactor/control.sock"), "from XDG_RUNTIME_DIR", false)),
            List.of("/home/x/.config/reactor/rules.d/10.yaml"),
            new FakeQuiet());
    private static final Style WIDE = new Style(false, 0, false, false);

    private static BytePath odd() {
        return BytePath.of(new byte[] {'/', 's', '/', 'a', '\n', 27, '[', (byte) 0xff, '"'});
    }

    private static RuleStatus failing() {
        IncidentStatus incident = new IncidentStatus(
                FakeEngine.NOW.minusSeconds(615),
                7,
                Optional.of(FakeEngine.NOW.plusMillis(19_400)),
                "exited 75",
                "msmtp: cannot connect to smtp.example.org, port 587: the name could not be resolved");
        return RuleFixture.status(
                rule("outbox", spool("/home/x/Mail/outbox"), "msmtp -t"),
                Health.FAILING,
                1,
                2,
                Optional.of(incident),
                Optional.of(RuleFixture.run(path("/home/x/Mail/outbox/1"), new Outcome.Exited(75), "cannot connect\n")),
                Optional.empty());
    }

    private static Status full() {
        RuleStatus broken = RuleFixture.status(
                rule("scans-with-a-name-that-is-too-long", spool("/srv/scanner/" + "very/".repeat(12) + "deep"), "ocr"),
                Health.BROKEN,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.of("cannot remove /srv/scanner/a: Read-only file system"));
        return FakeEngine.picture(
                List.of(
                        idle(rule("名前", watch("/home/x/写真", "/b", "/c"), "rsync -a /home/x/写真 backup:"), Health.OK),
                        idle(rule("off", watch("/o"), "true"), Health.OFF),
                        failing(),
                        broken,
                        idle(rule("usb", watch("/media/usb"), "true"), Health.WAITING)),
                List.of(running("outbox", odd())));
    }

    private static List<String> text(Answer answer, Style style) {
        return answer.text(style);
    }

    @Test
    void statusFitsIntoEightyColumnsAndBeginsWithWhatNeedsSomebody() {
        List<String> lines = text(StatusAnswer.of(full(), FACTS), Style.PLAIN);
        assertEquals(
                List.of("reactor 0.1.0: 5 rules, 1 broken, 1 failing, 1 waiting, 1 job running,", "2 jobs waiting", ""),
                lines.subList(0, 3));
        assertEquals("""
                          cannot remove /srv/scanner/a: Read-only file system
                failing   outbox                    spool /home/x/Mail/outbox
                          failing for 10 min, 7 failures, next attempt in 20s
                          it exited 75: msmtp: cannot connect to smtp.example.org, port 587: th…
                          1 running, 2 retrying, last run exited 75, 3s ago, took 120ms
                          running: /s/a\\n\\x1b[\\xff" (pid 4242, attempt 2)
                waiting   usb                       watch /media/usb
                          waiting: /media/usb does not exist
                ok        名前                      watch /home/x/写真 and 2 more  3 watches
                off       off                       watch /o""".lines().toList(), lines.subList(4, lines.size()));
        assertTrue(lines.get(3).startsWith("broken    scans-with-a-name-that-…  spool …"), lines.get(3));
        lines.forEach(line -> assertTrue(Columns.of(line) <= 80, line));
    }

    @Test
    void whereNothingIsATerminalNothingIsCut() {
        List<String> lines = text(StatusAnswer.of(full(), FACTS), WIDE);
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("could not be resolved")));
        assertTrue(lines.stream().anyMatch(line -> line.contains("very/deep") && line.contains("too-long")));
    }

    @Test
    void coloursAreThereOnlyWhenAskedFor() {
        List<String> lines = text(StatusAnswer.of(full(), FACTS), new Style(false, 80, true, false));
        assertTrue(lines.get(3).startsWith("\u001b[31mbroken  \u001b[0m"), lines.get(3));
        text(StatusAnswer.of(full(), FACTS), Style.PLAIN)
                .forEach(line -> assertEquals(-1, line.indexOf('\u001b'), line));
    }

    @Test
    void itsExitSaysWhetherSomebodyIsNeeded() {
        assertEquals(1, StatusAnswer.of(full(), FACTS).exit());
        Status fine = FakeEngine.picture(List.of(idle(rule("a", watch("/a"), "true"), Health.WAITING)), List.of());
        assertEquals(0, StatusAnswer.of(fine, FACTS).exit());
    }

    @Test
    void whateverTheWidthNothingIsWiderAndEveryRuleIsThere() {
        List<RuleStatus> rules = new ArrayList<>(full().rules());
        rules.add(idle(rule("⌚✅ " + "写".repeat(60), watch("/" + "真".repeat(90)), "true"), Health.DEGRADED));
        rules.add(idle(rule("a\u001b[31m\u202eb\nc", spool(odd().display()), "true"), Health.OK));
        for (int i = 0; i < 100; i++) {
            rules.add(idle(rule("rule-" + i, watch("/w/" + i), "true"), Health.OK));
        }
        Status status = FakeEngine.picture(rules, List.of(running("outbox", odd())));
        for (int width : new int[] {40, 60, 80, 200}) {
            List<String> lines = text(StatusAnswer.of(status, FACTS), new Style(false, width, false, true));
            lines.forEach(line -> assertTrue(Columns.of(line) <= width, width + ": " + line));
            lines.forEach(line -> assertTrue(line.chars().noneMatch(c -> c < ' ' || c == 0x202e), line));
            for (int i = 0; i < 100; i++) {
                String name = "rule-" + i + " ";
                assertEquals(
                        1, lines.stream().filter(line -> line.contains(name)).count(), name);
            }
        }
        assertTrue(
                text(
                                StatusAnswer.of(FakeEngine.picture(List.of(), List.of()), FACTS),
                                new Style(false, 40, false, false))
                        .stream()
                        .filter(line -> !line.startsWith("    "))
                        .allMatch(line -> Columns.of(line) <= 40));
    }

    @Test
    void aRuleThatIsFineIsOneLineIfThatHasRoom() {
        RuleStatus fine = RuleFixture.status(
                rule("outbox", spool("/o"), "msmtp -t"),
                Health.OK,
                0,
                0,
                Optional.empty(),
                Optional.of(RuleFixture.run(path("/o/1"), new Outcome.Exited(0), "")),
                Optional.empty());
        Status status =
                FakeEngine.picture(List.of(fine, idle(rule("w", watch("/notes"), "true"), Health.OK)), List.of());
        assertEquals(
                """
                ok        outbox  spool /o      1 watch, last run exited 0, 3s ago, took 120ms
                ok        w       watch /notes  1 watch""".lines().toList(),
                text(StatusAnswer.of(status, FACTS), Style.PLAIN).subList(2, 4));
        assertEquals(
                """
                ok        outbox  spool /o
                          1 watch, last run exited 0,
                          3s ago, took 120ms
                ok        w       watch /notes  1 watch""".lines().toList(),
                text(StatusAnswer.of(status, FACTS), new Style(false, 40, false, false))
                        .subList(2, 6));
    }

    @Test
    void longWorkIsToldWithItsCounts() {
        RuleStatus idle = idle(rule("big", watch("/big"), "true"), Health.OK);
        Progress progress = new Progress(Progress.Work.CATCHING_UP, 12_000, 340_000);
        RootState root = idle.roots().get(0).with(Optional.of(progress));
        Status status = FakeEngine.picture(List.of(RuleFixture.with(idle, root)), List.of());
        List<String> lines = text(StatusAnswer.of(status, FACTS), Style.PLAIN);
        assertTrue(
                String.join(" ", lines)
                        .replaceAll(" +", " ")
                        .contains(
                                "/big: catching up with what has changed: 12,000 directories and 340,000 names so far"),
                lines::toString);
        JsonObject told = StatusAnswer.of(status, FACTS)
                .json()
                .getAsJsonArray("rules")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("roots")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("progress");
        assertEquals("{\"work\":\"catching_up\",\"directories\":12000,\"names\":340000}", told.toString());
    }

    @Test
    void whatStaysOnTheScreenTellsTimesByTheClock() {
        When when = new When(FakeEngine.NOW, Optional.of(ZoneOffset.UTC));
        List<String> lines = new StatusText(full(), FACTS, Style.PLAIN, when).lines();
        String all = String.join("\n", lines);
        assertTrue(all.contains("as of 10:00:00"), all);
        assertTrue(all.contains("failing since 09:49:45, 7 failures, next attempt at 10:00:19"), all);
        assertTrue(all.contains("last run exited 75, at 09:59:57, took 120ms"), all);
        assertEquals("since 2026-05-03 10:00", when.since(FakeEngine.NOW.minusSeconds(86_400)));
        StatusAnswer seen = StatusAnswer.of(new Glimpse(full(), 3), FACTS);
        assertEquals(3, seen.json().get("revision").getAsInt());
        assertTrue(new String(AnswerLines.of(seen, Style.PLAIN), StandardCharsets.UTF_8)
                .endsWith("{\"revision\":3}\n{\"ok\":true,\"exit\":1}\n"));
    }

    @Test
    void filesThatHaveChangedAreNamedAboveTheRulesAndNotAllOfMany() {
        List<String> files = IntStream.range(10, 17)
                .mapToObj(number -> "/r/" + number + ".yaml")
                .toList();
        Status status = FakeEngine.picture(List.of(), List.of(), files);
        assertEquals(
                "7 files changed, `reactorctl reload` to apply: 10.yaml, 11.yaml, 12.yaml, 13.yaml, 14.yaml and 2 more",
                StatusAnswer.of(status, FACTS).text(WIDE).get(2));
        assertEquals(
                "1 file changed, `reactorctl reload` to apply: a\\n.yaml",
                StatusAnswer.of(FakeEngine.picture(List.of(), List.of(), List.of("/r/a\n.yaml")), FACTS)
                        .text(WIDE)
                        .get(2));
        assertEquals(
                7,
                StatusAnswer.of(status, FACTS)
                        .json()
                        .getAsJsonArray("changed_files")
                        .size());
        assertEquals(0, StatusAnswer.of(status, FACTS).exit());
    }

    @Test
    void withoutRulesItSaysHowToBegin() {
        List<String> lines = text(StatusAnswer.of(FakeEngine.picture(List.of(), List.of()), FACTS), Style.PLAIN);
        assertEquals("reactor 0.1.0: no rules", lines.get(0));
        String all = String.join("\n", lines);
        assertTrue(all.contains("/home/x/.config/reactor/rules.d (the default)"), all);
        assertTrue(all.contains("reactorctl reload"), all);
    }

    @Test
    void statusForProgramsHoldsAllOfIt() {
        JsonObject json = StatusAnswer.of(full(), FACTS).json();
        assertEquals(1, json.get("format_version").getAsInt());
        assertTrue(json.get("degraded").getAsBoolean());
        assertEquals("2026-05-04T10:00:00.250Z", json.get("now").getAsString());
        JsonObject outbox = json.getAsJsonArray("rules").get(2).getAsJsonObject();
        assertEquals("failing", outbox.get("state").getAsString());
        assertEquals(7, outbox.getAsJsonObject("incident").get("failures").getAsInt());
        assertEquals(
                "2026-05-04T10:00:19.650Z",
                outbox.getAsJsonObject("incident").get("next_attempt").getAsString());
        assertEquals("exited", outbox.getAsJsonObject("last_run").get("outcome").getAsString());
        assertTrue(outbox.get("trouble").isJsonNull());
        JsonObject job = json.getAsJsonArray("jobs").get(0).getAsJsonObject();
        assertEquals("/s/a\\n\\x1b[\\xff\"", job.get("path").getAsString());
        assertEquals("L3MvYQobW/8i", job.get("path_base64").getAsString());
        assertEquals(4242, job.get("pid").getAsInt());
    }

    @Test
    void rulesAreOneALineInTheirOrder() {
        List<RuleStatus> rules = List.of(
                idle(rule("名前", watch("/home/x/写真", "/b"), "rsync -a --delete /home/x/写真/ backup:photos/"), Health.OK),
                idle(rule("outbox", spool("/o"), "first line\nsecond"), Health.OFF));
        assertEquals("""
                名前    on  watch /home/x/写真 and 1 more  rsync -a --delete /home/x/写真/ back…
                outbox  on  spool /o                       first line\\nsecond
                """.lines().toList(), text(new RulesAnswer(rules, false), Style.PLAIN));
    }

    @Test
    void theNamesOfRulesAreNeverCut() {
        String name = "n".repeat(100);
        List<RuleStatus> rules = List.of(
                idle(rule(name, watch("/a"), "true"), Health.OK), idle(rule("b", watch("/b"), "true"), Health.OFF));
        assertEquals(List.of(name, "b"), text(new RulesAnswer(rules, true), Style.PLAIN));
        assertEquals(new RulesAnswer(rules, false).json(), new RulesAnswer(rules, true).json());
    }

    @Test
    void showIsARuleFileWithThePlaceOfEachValue() {
        Answer answer = ShowAnswer.of("outbox", List.of(failing()));
        assertEquals(
                List.of(
                        "outbox:                       # /etc/reactor/rules.d/10.yaml:3",
                        "  spool: /home/x/Mail/outbox  # 10.yaml:4",
                        "  run: msmtp -t               # 20.yaml:9",
                        "  timeout: 1h                 # (default)"),
                text(answer, Style.PLAIN));
        JsonObject run = answer.json().getAsJsonArray("settings").get(1).getAsJsonObject();
        assertEquals(
                "{\"key\":\"run\",\"value\":\"msmtp -t\",\"origin\":{\"file\":\"20.yaml\",\"line\":9,\"column\":3}}",
                run.toString());
    }

    @Test
    void aNameThatYamlWouldReadOtherwiseIsQuoted() {
        Answer answer = ShowAnswer.of("no", List.of(idle(rule("no", watch("/a"), "true"), Health.OK)));
        assertTrue(text(answer, Style.PLAIN).get(0).startsWith("\"no\":"));
    }

    @Test
    void aRuleThatIsNotThereIsMetWithTheOneThatWasMeant() {
        Answer.Failed failed = assertInstanceOf(Answer.Failed.class, ShowAnswer.of("outbx", List.of(failing())));
        assertEquals(4, failed.exit());
        assertEquals("no rule is called 'outbx'; did you mean 'outbox'?", failed.reason());
    }

    @Test
    void infoTellsTheSameInBothForms() {
        AboutAnswer answer = new AboutAnswer(full(), FACTS, FACTS.files());
        JsonObject json = answer.json();
        List<String> lines = text(answer, Style.PLAIN);
        assertEquals(json.size() - 1, lines.size());
        assertTrue(
                lines.contains("rules dir:          /home/x/.config/reactor/rules.d (the default)"), lines::toString);
        assertTrue(lines.contains("uptime:             2h"), lines::toString);
        assertEquals(
                "from XDG_RUNTIME_DIR",
                json.getAsJsonObject("socket").get("from").getAsString());
        assertEquals(7200, json.get("uptime_s").getAsInt());
    }

    @Test
    void whatIsPausedSaysSinceWhenAndHowToGoOn() {
        PauseStatus pause = new PauseStatus(
                FakeEngine.NOW.minusSeconds(615), Optional.empty(), Optional.of("its command changes what it watches"));
        Status status = FakeEngine.picture(
                List.of(RuleFixture.paused(rule("notes", watch("/home/x/notes"), "true"), pause)), List.of());
        assertEquals(1, StatusAnswer.of(status, FACTS).exit());
        assertEquals("""
                reactor 0.1.0: 1 rule, 1 paused

                paused    notes  watch /home/x/notes
                          paused for 10 min, until you say: reactorctl resume notes
                          its command changes what it watches""".lines().toList(), text(StatusAnswer.of(status, FACTS), Style.PLAIN));
        JsonObject json = StatusAnswer.of(status, FACTS)
                .json()
                .getAsJsonArray("rules")
                .get(0)
                .getAsJsonObject();
        assertEquals("paused", json.get("state").getAsString());
        assertEquals(
                "2026-05-04T09:49:45.250Z",
                json.getAsJsonObject("pause").get("since").getAsString());
    }

    @Test
    void jobsAreOneALine() {
        Status status = FakeEngine.picture(List.of(), List.of(running("outbox", odd())));
        assertEquals("""
                JOB       RULE    STATE    ATTEMPT  NEXT  PATH
                1x2y3z4w  outbox  running  2        -     /s/a\\n\\x1b[\\xff"
                """.lines().toList(), text(new JobsAnswer(status), Style.PLAIN));
        assertEquals(1, new JobsAnswer(status).json().get("job_total").getAsInt());
        assertEquals(
                List.of(), text(new JobsAnswer(FakeEngine.picture(List.of(), List.of())), Style.PLAIN), "as ls does");
    }

    @Test
    void anOrderThatWasCarriedOutSaysWhatWasDone() {
        OrderAnswer fine = new OrderAnswer(
                new OrderReport.Done(List.of("outbox"), 2, 1, List.of("2 jobs are tried now"), List.of()));
        assertEquals(0, fine.exit());
        assertEquals(List.of("2 jobs are tried now"), text(fine, Style.PLAIN));
        assertEquals(2, fine.json().get("jobs").getAsInt());
        OrderAnswer partly = new OrderAnswer(
                new OrderReport.Done(List.of("outbox"), 0, 0, List.of(), List.of("/o/a cannot be moved back")));
        assertEquals(1, partly.exit());
        assertEquals(List.of("/o/a cannot be moved back"), partly.complaints());
    }

    @Test
    void anOrderForNobodyIsMetWithWhoWasMeant() {
        OrderAnswer none = new OrderAnswer(new OrderReport.NoSuch("outbx", true, List.of("outbox")));
        assertEquals(4, none.exit());
        assertEquals("no rule and no job is called 'outbx'; did you mean 'outbox'?", none.failure());
    }
}
