package org.reactord.control;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.engine.Order;
import org.reactord.engine.view.Decision;
import org.reactord.engine.view.Decisions;
import org.reactord.engine.view.Fate;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.RuleStatus;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.job.JobId;
import org.reactord.job.RunRecord;
import org.reactord.rule.Enabled;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;

/** The socket against clients of all kinds; real sockets, and limits that are short. */
@Timeout(30)
class ControlServerTest {
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

    private void assertServes() throws IOException {
        long start = System.nanoTime();
        assertEquals(
                "{\"ok\":true,\"exit\":0}", last(ask("{\"request\":\"info\"}")).toString());
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(2));
    }

    @Test
    void answersWithTextUnlessAskedForJson() throws IOException {
        List<JsonObject> text = ask("{\"request\":\"info\"}");
        assertEquals("version:            0.1.0", text.get(0).get("text").getAsString());
        List<JsonObject> json = ask("{\"reactor\":1,\"request\":\"info\",\"format\":\"json\"}");
        assertEquals(2, json.size());
        assertEquals(
                1, json.get(0).getAsJsonObject("data").get("format_version").getAsInt());
    }

    @Test
    void onlyTheOwnerCanReachTheSocket() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fixture.socket())));
    }

    @Test
    void socketAndLockAreRemovedAtTheEnd() {
        fixture.close();
        assertFalse(Files.exists(fixture.socket()));
        assertFalse(Files.exists(fixture.places.lock()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{",
                "[]",
                "null",
                "{}",
                "{\"request\":\"dance\"}",
                "{\"request\":7}",
                "{\"request\":\"status\"} more",
                "{\"request\":\"status\",\"request\":\"info\"}",
                "{\"request\":\"status\",\"wdith\":80}",
                "{\"request\":\"status\",\"width\":99999999999999}",
                "{\"request\":\"show\"}",
                "{\"request\":\"show\",\"rule\":[[]]}",
                "{\"request\":\"pause\"}",
                "{\"request\":\"pause\",\"rule\":\"a\",\"for\":\"10m\"}",
                "{\"request\":\"pause\",\"rule\":\"a\",\"for\":\"PT-1S\"}",
                "{\"request\":\"resume\"}",
                "{\"request\":\"retry\",\"name\":\"a\",\"all\":true}",
                "{\"request\":\"cancel\",\"all\":true}",
                "{'request':'status'}"
            })
    void whatIsNoRequestIsRefusedAndEndsTheConnection(String line) throws IOException {
        List<JsonObject> answer = ask(line);
        assertEquals(1, answer.size());
        assertEquals(2, last(answer).get("exit").getAsInt());
        assertServes();
    }

    @Test
    void ordersArriveAsTheyWereGiven() throws IOException {
        ask("{\"request\":\"pause\",\"rule\":\"a\",\"for\":\"PT10M\"}");
        ask("{\"request\":\"pause\",\"rule\":\"a\"}");
        ask("{\"request\":\"resume\",\"all\":true}");
        ask("{\"request\":\"retry\",\"name\":\"a\"}");
        List<JsonObject> answer = ask("{\"request\":\"cancel\",\"name\":\"a\",\"format\":\"json\"}");
        assertEquals(0, last(answer).get("exit").getAsInt());
        assertEquals(
                List.of(
                        new Order.Pause("a", Optional.of(Duration.ofMinutes(10))),
                        new Order.Pause("a", Optional.empty()),
                        new Order.Resume(Optional.empty()),
                        new Order.Retry(Optional.of("a")),
                        new Order.Cancel("a")),
                fixture.engine.orders);
    }

    @Test
    void aWrongVersionIsToldBothVersions() throws IOException {
        String error = error(ask("{\"reactor\":7,\"request\":\"status\"}"));
        assertTrue(error.contains("version 7") && error.contains("version 1"), error);
        assertEquals(error, error(ask("{\"reactor\":7,\"request\":{\"name\":\"status\"},\"depth\":[1]}")));
    }

    @Test
    void anUnknownRequestIsToldWhatThereIs() throws IOException {
        String error = error(ask("{\"request\":\"sttus\"}"));
        assertTrue(error.contains("did you mean 'status'?") && error.contains("shutdown"), error);
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Random random = new Random(5);
        byte[] rubbish = new byte[300];
        for (int i = 0; i < 50; i++) {
            random.nextBytes(rubbish);
            rubbish[0] = (byte) 0xff;
            try (Asker asker = new Asker(fixture.socket())) {
                asker.send(new String(rubbish, StandardCharsets.ISO_8859_1) + "\n");
                assertTrue(asker.line() != null);
            }
        }
        assertServes();
    }

    @Test
    void aLineThatIsNotFinishedByTheEndOfTheInputIsARequest() throws IOException {
        try (Asker asker = new Asker(fixture.socket())) {
            asker.send("{\"request\":\"status\"}");
            asker.channel.shutdownOutput();
            assertTrue(last(asker.toEnd()).has("ok"));
        }
    }

    @Test
    void severalRequestsAreAnsweredInTheirOrder() throws IOException {
        try (Asker asker = new Asker(fixture.socket())) {
            asker.send("{\"request\":\"info\",\"keep\":true,\"format\":\"json\"}\n".repeat(3)
                    + "{\"request\":\"rules\",\"format\":\"json\"}\n");
            List<JsonObject> answer = asker.toEnd();
            assertEquals(8, answer.size());
            assertTrue(answer.get(4).getAsJsonObject("data").has("pid"));
            assertFalse(answer.get(6).getAsJsonObject("data").has("pid"));
        }
    }

    @Test
    void aRequestMayComeInPieces() throws IOException, InterruptedException {
        try (Asker asker = new Asker(fixture.socket())) {
            for (String piece : "{\"request\":\"status\"}\n".split("(?<=e)", -1)) {
                asker.send(piece);
            }
            assertTrue(last(asker.toEnd()).has("ok"));
        }
    }

    @Test
    void aSilentClientIsToldAndDropped() throws IOException {
        try (Asker asker = new Asker(fixture.socket())) {
            assertTrue(error(asker.toEnd()).contains("no request came"));
        }
    }

    @Test
    void aHundredMegabytesWithoutALineAreNotTaken() throws IOException {
        String megabyte = "x".repeat(1_000_000);
        int sent = 0;
        try (Asker asker = new Asker(fixture.socket())) {
            while (sent < 100) {
                asker.send(megabyte);
                sent++;
            }
        } catch (IOException closed) {
            // As it should.
        }
        assertTrue(sent < 10, "taken: " + sent + " MB");
        assertServes();
    }

    @Test
    void whoSendsALittleTooMuchIsToldSo() throws IOException {
        try (Asker asker = new Asker(fixture.socket())) {
            asker.send("x".repeat(100_000));
            assertTrue(error(asker.toEnd()).contains("65536 bytes"));
        }
    }

    @Test
    void idleClientsMakeRoomForOthers() throws IOException {
        List<Asker> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                idle.add(new Asker(fixture.socket()));
                if (i % 40 == 0) {
                    assertServes();
                }
            }
            assertServes();
            assertTrue(idle.get(0).line() != null);
        } finally {
            for (Asker asker : idle) {
                asker.close();
            }
        }
        assertServes();
    }

    @Test
    void whoIsOneTooManyAmongBusyOnesIsToldSo() throws IOException, InterruptedException {
        fixture.engine.fallSilent();
        List<Asker> busy = new ArrayList<>();
        try {
            for (int i = 0; i < ServerFixture.SMALL.connections(); i++) {
                Asker asker = new Asker(fixture.socket());
                asker.send("{\"request\":\"shutdown\"}\n");
                assertNotNull(asker.line());
                busy.add(asker);
            }
            try (Asker late = new Asker(fixture.socket())) {
                assertTrue(error(late.toEnd()).contains("too many"));
            }
        } finally {
            for (Asker asker : busy) {
                asker.close();
            }
        }
    }

    @Test
    void whoNeverReadsIsDroppedAndDelaysNobody() throws IOException {
        // More than a socket holds.
        List<RuleStatus> many = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            many.add(RuleFixture.idle(
                    RuleFixture.rule("rule-" + i, RuleFixture.spool("/spool/" + i), "cat"), Health.OK));
        }
        fixture.engine.with(many, List.of());
        List<Asker> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < 7; i++) {
                Asker asker = new Asker(fixture.socket());
                asker.send("{\"request\":\"status\",\"format\":\"json\"}\n");
                deaf.add(asker);
            }
            assertServes();
            await().atMost(Duration.ofSeconds(5)).until(() -> deaf.stream().allMatch(Asker::isCutOff));
        } finally {
            for (Asker asker : deaf) {
                asker.close();
            }
        }
        assertServes();
    }

    @Test
    void aClientThatGoesInMidAnswerHarmsNobody() throws IOException, InterruptedException {
        fixture.engine.fallSilent();
        try (Asker asker = new Asker(fixture.socket())) {
            asker.send("{\"request\":\"shutdown\"}\n");
            assertTrue(fixture.engine.asked.await(5, TimeUnit.SECONDS));
        }
        fixture.engine.shutdowns.forEach(Runnable::run);
        fixture.close();
        assertFalse(Files.exists(fixture.socket()));
    }

    @Test
    void aShutdownIsAnsweredWhenAllHasEndedAndTheConnectionStays() throws IOException {
        try (Asker asker = new Asker(fixture.socket())) {
            asker.send("{\"request\":\"shutdown\",\"now\":true}\n");
            assertEquals("{\"waiting\":\"until the commands that run have been ended\"}", asker.line());
            assertEquals(List.of(true), fixture.engine.hurries);
            fixture.engine.shutdowns.get(0).run();
            assertEquals("{\"ok\":true,\"exit\":0}", asker.line());
            fixture.close();
            asker.channel.configureBlocking(false);
            assertEquals(0, asker.channel.read(java.nio.ByteBuffer.allocate(1)), "still open");
        }
    }

    @Test
    void whoeverStillWaitsForTheEndIsAnsweredByIt() throws IOException {
        try (Asker asker = new Asker(fixture.socket())) {
            asker.send("{\"request\":\"shutdown\"}\n");
            assertNotNull(asker.line());
            fixture.close();
            assertEquals("{\"ok\":true,\"exit\":0}", asker.line());
        }
    }

    @Test
    void aRequestThatTheEndOvertakesIsAnsweredToo() throws IOException, InterruptedException {
        fixture.engine.fallSilent();
        try (Asker asker = new Asker(fixture.socket())) {
            asker.send("{\"request\":\"status\"}\n");
            assertTrue(fixture.engine.asked.await(5, TimeUnit.SECONDS));
            fixture.close();
            assertTrue(error(asker.toEnd()).contains("ended before"));
        }
    }

    @Test
    void whoKnowsTheStatusIsAnsweredOnceItIsAnother() throws IOException {
        List<JsonObject> answer = ask("{\"request\":\"status\",\"after\":0}");
        assertEquals(7, answer.get(answer.size() - 2).get("revision").getAsInt());
        JsonObject data = ask("{\"request\":\"status\",\"after\":3,\"format\":\"json\"}")
                .get(0)
                .getAsJsonObject("data");
        assertEquals(7, data.get("revision").getAsInt());
        assertTrue(ask("{\"request\":\"status\"}").stream().noneMatch(line -> line.has("revision")));
        assertEquals(
                2,
                last(ask("{\"request\":\"status\",\"after\":\"x\"}"))
                        .get("exit")
                        .getAsInt());
        assertEquals(
                2, last(ask("{\"request\":\"rules\",\"after\":0}")).get("exit").getAsInt());
    }

    @Test
    void whoHangsUpWhileNothingChangesTakesNobodysPlace() throws IOException {
        for (int i = 0; i < 3 * ServerFixture.SMALL.connections(); i++) {
            try (Asker watching = new Asker(fixture.socket())) {
                watching.send("{\"request\":\"status\",\"after\":7,\"keep\":true}\n");
            }
        }
        assertTrue(last(ask("{\"request\":\"status\"}")).has("ok"));
    }

    @Test
    void whoOnlyWaitsForAChangeMakesRoomForWhoAsks() throws IOException {
        List<Asker> waiting = new ArrayList<>();
        for (int i = 0; i < 3 * ServerFixture.SMALL.connections(); i++) {
            Asker asker = new Asker(fixture.socket());
            asker.send("{\"request\":\"status\",\"after\":7}\n");
            waiting.add(asker);
        }
        assertTrue(last(ask("{\"request\":\"status\"}")).has("ok"));
        for (Asker asker : waiting) {
            asker.close();
        }
    }

    @Test
    void whoHasNothingMoreToSayIsStillAnswered() throws IOException {
        try (Asker piped = new Asker(fixture.socket())) {
            piped.send("{\"request\":\"status\",\"after\":7}\n");
            piped.channel.shutdownOutput();
            assertEquals("{\"waiting\":\"for what happens next\"}", piped.line());
            fixture.engine.change();
            assertTrue(last(piped.toEnd()).has("ok"));
        }
    }

    @Test
    void reloadTellsWhatHasChanged() throws IOException {
        List<JsonObject> answer = ask("{\"request\":\"reload\"}");
        assertTrue(answer.get(0).has("waiting"));
        assertEquals(
                "0 rules: 0 added, 0 changed, 1 removed (old)",
                answer.get(1).get("text").getAsString());
        assertEquals("removed    old", answer.get(2).get("text").getAsString());
        assertTrue(last(answer).has("ok"));
        JsonObject data =
                ask("{\"request\":\"reload\",\"format\":\"json\"}").get(1).getAsJsonObject("data");
        assertTrue(data.get("reloaded").getAsBoolean());
        assertEquals(
                "rule 'old': 2 waiting jobs were dropped, because the rule is gone; the files stay where they are",
                data.getAsJsonArray("dropped").get(0).getAsString());
    }

    @Test
    void aRehearsalSaysThatItWasOne() throws IOException {
        List<JsonObject> answer = ask("{\"request\":\"reload\",\"dry_run\":true}");
        assertEquals(
                "a reload would succeed, with 0 rules: 0 added, 0 changed, 1 removed (old)",
                answer.get(1).get("text").getAsString());
        JsonObject data = ask("{\"request\":\"reload\",\"dry_run\":true,\"format\":\"json\"}")
                .get(1)
                .getAsJsonObject("data");
        assertFalse(data.get("reloaded").getAsBoolean());
        assertTrue(data.get("dry_run").getAsBoolean());
        fixture.loading = new RuleLoader.Refused(List.of("10.yaml:1:1: error: no"), 1);
        answer = ask("{\"request\":\"reload\",\"dry_run\":true}");
        assertEquals("1 error; a reload would change nothing", error(answer));
        assertEquals(1, last(answer).get("exit").getAsInt());
    }

    @Test
    void aReloadOfWrongFilesShowsThemAndFails() throws IOException {
        fixture.loading = new RuleLoader.Refused(List.of("10.yaml:1:1: error: no", "  no"), 2);
        List<JsonObject> answer = ask("{\"request\":\"reload\"}");
        assertEquals("10.yaml:1:1: error: no", answer.get(1).get("err").getAsString());
        assertEquals("2 errors; the previous rules stay in force", error(answer));
        assertEquals(1, last(answer).get("exit").getAsInt());
        JsonObject data =
                ask("{\"request\":\"reload\",\"format\":\"json\"}").get(1).getAsJsonObject("data");
        assertFalse(data.get("reloaded").getAsBoolean());
        assertEquals(2, data.getAsJsonArray("diagnostics").size());
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
        RuleSource source = RuleSource.Spool.ofEvents("deploy", BytePath.ofUtf8("/state/events/site"));
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
