package org.reactord.control;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.engine.view.Decision;
import org.reactord.engine.view.Decisions;
import org.reactord.engine.view.Fate;
import org.reactord.engine.view.Health;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.job.JobId;
import org.reactord.job.RunRecord;
import org.reactord.rule.Enabled;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;

/** What is asked over the socket, and what is answered from what the engine and the files say; real sockets. */
@Timeout(30)
class QuestionsTest {
    @TempDir
    private Path directory;

    private ServerFixture fixture;

    @BeforeEach
    void open() {
        fixture = new ServerFixture(directory, ServerFixture.SMALL);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<JsonObject> ask(String request) throws IOException {
        return Asker.ask(fixture.socket(), request);
    }

    private static JsonObject last(List<JsonObject> answer) {
        return answer.get(answer.size() - 1);
    }

    private static String error(List<JsonObject> answer) {
        return last(answer).get("error").getAsString();
    }

    private static Decision decision(long number, String detail) {
        return new Decision(
                number,
                FakeEngine.NOW,
                "outbox",
                Optional.of(BytePath.ofUtf8("/q/a")),
                1,
                "written",
                Fate.REFUSED,
                Optional.empty(),
                0,
                detail,
                Optional.empty());
    }

    @Test
    void eventsAreToldAndThenTheAnswerEnds() throws IOException {
        fixture.engine.decisions.add(decision(1, "match: *.txt"));
        fixture.engine.decisions.add(decision(2, "ignore: *.tmp"));
        List<JsonObject> answer = ask("{\"request\":\"events\"}");
        assertEquals(3, answer.size());
        assertTrue(
                answer.get(0).get("text").getAsString().endsWith("outbox: /q/a written: is not taken, match: *.txt"));
        assertEquals(0, last(answer).get("exit").getAsInt());
        assertEquals(
                4,
                last(ask("{\"request\":\"events\",\"rule\":\"other\"}"))
                        .get("exit")
                        .getAsInt());
    }

    @Test
    void whoFollowsGetsWhatComesAndIsToldWhatHeMissed() throws IOException {
        fixture.engine.decisions.add(decision(1, "first"));
        try (Asker asker = new Asker(fixture.socket())) {
            asker.send("{\"request\":\"events\",\"follow\":true,\"format\":\"json\"}\n");
            assertTrue(String.valueOf(asker.line()).contains("waiting"));
            assertTrue(String.valueOf(asker.line()).contains("\"detail\":\"first\""));
            await().until(() -> fixture.engine.followers.size() == 1);
            fixture.engine.followers.get(0).accept(new Decisions(List.of(decision(9, "later")), 7, false));
            assertEquals("{\"data\":{\"format_version\":1,\"missed\":7}}", asker.line());
            assertTrue(String.valueOf(asker.line()).contains("\"number\":9"));
        }
        assertEquals(0, last(ask("{\"request\":\"status\"}")).get("exit").getAsInt());
    }

    /** Nothing happens for weeks: the connection of one who has gone must not be kept all that time. */
    @Test
    void whoFollowsAndGoesIsForgottenAlsoIfNothingHappens() throws IOException {
        for (int i = 0; i < 3 * ServerFixture.SMALL.connections(); i++) {
            try (Asker asker = new Asker(fixture.socket())) {
                asker.send("{\"request\":\"events\",\"follow\":true}\n");
                assertTrue(String.valueOf(asker.line()).contains("waiting"));
            }
        }
        assertEquals(0, last(ask("{\"request\":\"status\"}")).get("exit").getAsInt());
    }

    @Test
    void whoHasOnlyNothingMoreToSayIsToldOn() throws IOException {
        try (Asker asker = new Asker(fixture.socket())) {
            asker.send("{\"request\":\"events\",\"follow\":true}\n");
            asker.channel.shutdownOutput();
            assertTrue(String.valueOf(asker.line()).contains("waiting"));
            await().until(() -> fixture.engine.followers.size() == 1);
            fixture.engine.followers.get(0).accept(new Decisions(List.of(decision(1, "later")), 0, false));
            assertTrue(String.valueOf(asker.line()).contains("waiting"));
            assertTrue(String.valueOf(asker.line()).contains("later"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"request\":\"explain\"}",
                "{\"request\":\"explain\",\"path\":\"relative\"}",
                "{\"request\":\"explain\",\"path\":\"\"}",
                "{\"request\":\"explain\",\"path\":\"/a\\u0000b\"}",
                "{\"request\":\"explain\",\"path_base64\":\"%%%\"}",
                "{\"request\":\"explain\",\"path\":\"/a\",\"path_base64\":\"L2E=\"}",
                "{\"request\":\"explain\",\"path\":\"/a\",\"event\":\"writen\"}",
            })
    void aPathThatIsNoneIsAMistake(String request) throws IOException {
        assertEquals(2, last(ask(request)).get("exit").getAsInt());
    }

    @Test
    void bytesThatAreNoTextAreExplainedToo() throws IOException {
        List<JsonObject> answer = ask("{\"request\":\"explain\",\"path_base64\":\"L/8=\",\"format\":\"json\"}");
        assertEquals(
                "L/8=", answer.get(0).getAsJsonObject("data").get("path_base64").getAsString());
        assertEquals(1, last(answer).get("exit").getAsInt(), "there are no rules");
    }

    private static RunRecord run(long number, String rule, boolean success, Duration ago) {
        return new RunRecord(
                number,
                rule,
                new JobId("abc"),
                1,
                Cause.EVENT,
                FakeEngine.NOW.minus(ago),
                Duration.ofMillis(12),
                Duration.ofMillis(3),
                success,
                "exited",
                success ? "exited 0" : "exited 75",
                number == 3 ? 0 : 10,
                0,
                1,
                Optional.of(BytePath.ofUtf8("/q/a")));
    }

    @Test
    void historyIsToldForWhoIsMeant() throws IOException {
        fixture.runs.all.add(run(1, "outbox", false, Duration.ofHours(3)));
        fixture.runs.all.add(run(2, "notes", true, Duration.ofHours(2)));
        fixture.runs.all.add(run(3, "outbox", true, Duration.ofMinutes(1)));
        assertEquals(5, ask("{\"request\":\"history\"}").size(), "a heading, three runs, and the end");
        String failed = ask("{\"request\":\"history\",\"failed\":true}").toString();
        assertTrue(failed.contains("exited 75") && !failed.contains("notes"), failed);
        String lately = ask("{\"request\":\"history\",\"since\":\"PT1H\",\"format\":\"json\"}")
                .toString();
        assertTrue(lately.contains("\"run\":3") && !lately.contains("\"run\":1"), lately);
        String last =
                ask("{\"request\":\"history\",\"rule\":\"outbox\",\"count\":1}").toString();
        assertTrue(last.contains("and 1 before these"), last);
        assertEquals(
                2,
                last(ask("{\"request\":\"history\",\"count\":0}")).get("exit").getAsInt());
    }

    @Test
    void anUnreadableHistoryIsAFailure() throws IOException {
        fixture.runs.trouble = Optional.of("permission denied");
        assertTrue(error(ask("{\"request\":\"history\"}")).contains("permission denied"));
        assertTrue(error(ask("{\"request\":\"output\",\"run\":1}")).contains("permission denied"));
    }

    @Test
    void outputIsToldStreamByStreamAndCannotCommandATerminal() throws IOException {
        fixture.runs.all.add(run(1, "outbox", true, Duration.ZERO));
        List<JsonObject> answer = ask("{\"request\":\"output\",\"run\":1}");
        assertEquals("out 1", answer.get(0).get("text").getAsString());
        assertEquals("\\x1b[31mred", answer.get(1).get("text").getAsString());
        assertEquals("err 1", answer.get(2).get("err").getAsString());
        List<JsonObject> raw = ask("{\"request\":\"output\",\"run\":1,\"format\":\"json\"}");
        assertEquals(
                "out 1\n\u001b[31mred\n",
                raw.get(0).getAsJsonObject("data").get("stdout").getAsString());
        assertEquals(
                4, last(ask("{\"request\":\"output\",\"run\":2}")).get("exit").getAsInt());
    }

    @Test
    void aRunThatSaidNothingHasAnEmptyOutput() throws IOException {
        fixture.runs.all.add(run(3, "outbox", true, Duration.ZERO));
        List<JsonObject> answer = ask("{\"request\":\"output\",\"run\":3}");
        assertEquals(1, answer.size());
        assertEquals(0, last(answer).get("exit").getAsInt());
    }

    private void aRuleWaitsForDeploy(Enabled enabled) {
        RuleSource source = RuleSource.Spool.ofEvents(
                new RuleSource.Items.Emitted("deploy"), BytePath.ofUtf8("/state/events/site"));
        Rule rule = RuleFixture.rule("site", source, "true", enabled);
        fixture.engine.with(List.of(RuleFixture.idle(rule, Health.OK)), List.of());
    }

    @Test
    void anEventIsGivenToTheRulesThatWaitForIt() throws IOException {
        aRuleWaitsForDeploy(Enabled.ON);
        List<JsonObject> answer =
                ask("{\"request\":\"emit\",\"name\":\"deploy\",\"with.repo\":\"a=b\",\"input\":\"/tmp/x\"}");
        assertEquals(0, last(answer).get("exit").getAsInt(), answer::toString);
        FakeOutlet.Put put = fixture.outlet.taken.get(0);
        assertEquals("/state/events/site", put.directory().display());
        assertEquals(java.util.Map.of("repo", "a=b"), put.fields());
        assertEquals("/tmp/x", put.input().orElseThrow().display());
    }

    @Test
    void anEventThatNobodyWaitsForIsNotTaken() throws IOException {
        aRuleWaitsForDeploy(Enabled.ON);
        List<JsonObject> answer = ask("{\"request\":\"emit\",\"name\":\"deplyo\"}");
        assertEquals(4, last(answer).get("exit").getAsInt());
        assertTrue(error(answer).contains("deploy"), answer::toString);
        aRuleWaitsForDeploy(Enabled.OFF);
        assertEquals(
                4,
                last(ask("{\"request\":\"emit\",\"name\":\"deploy\"}"))
                        .get("exit")
                        .getAsInt());
        assertTrue(fixture.outlet.taken.isEmpty());
    }

    @Test
    void anEventThatTheDiskDoesNotTakeIsAFailure() throws IOException {
        aRuleWaitsForDeploy(Enabled.ON);
        fixture.outlet.refusal = Optional.of("no space left on device");
        List<JsonObject> answer = ask("{\"request\":\"emit\",\"name\":\"deploy\"}");
        assertEquals(1, last(answer).get("exit").getAsInt());
        assertTrue(answer.get(0).get("err").getAsString().contains("no space"), answer::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"request\":\"emit\"}",
                "{\"request\":\"emit\",\"name\":\"../x\"}",
                "{\"request\":\"emit\",\"name\":\"deploy\",\"with.job\":\"x\"}",
                "{\"request\":\"emit\",\"name\":\"deploy\",\"with.1\":\"x\"}",
                "{\"request\":\"emit\",\"name\":\"deploy\",\"with.a\":\"x\\u0000\"}",
                "{\"request\":\"emit\",\"name\":\"deploy\",\"with.a\":1}",
                "{\"request\":\"emit\",\"name\":\"deploy\",\"input\":\"x\"}",
                "{\"request\":\"emit\",\"name\":\"deploy\",\"other\":\"x\"}"
            })
    void anEventThatIsNoneIsAMistake(String request) throws IOException {
        aRuleWaitsForDeploy(Enabled.ON);
        assertEquals(2, last(ask(request)).get("exit").getAsInt());
        assertTrue(fixture.outlet.taken.isEmpty());
    }

    @Test
    void aDumpIsToldInParts() throws IOException {
        List<JsonObject> answer = ask("{\"request\":\"dump\"}");
        assertEquals(
                List.of("first", 300_000, "end"),
                List.of(
                        answer.get(0).get("text").getAsString(),
                        answer.get(1).get("text").getAsString().length(),
                        answer.get(2).get("text").getAsString()));
        assertEquals(0, last(answer).get("exit").getAsInt());
    }

    @Test
    void aDumpIsRestoredOrRefused() throws IOException {
        List<JsonObject> good = ask("{\"request\":\"restore\",\"input\":\"/good\"}");
        assertEquals(
                "0 jobs and 2 events restored; 1 were there already",
                good.get(1).get("text").getAsString());
        List<JsonObject> bad = ask("{\"request\":\"restore\",\"input\":\"/bad\"}");
        assertTrue(error(bad).contains("cut off; nothing was changed"), bad::toString);
        assertEquals(1, last(bad).get("exit").getAsInt());
        assertEquals(2, last(ask("{\"request\":\"restore\"}")).get("exit").getAsInt());
    }
}
