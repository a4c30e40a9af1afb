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
import org.reactord.engine.view.Health;
import org.reactord.engine.view.RuleStatus;

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
}
