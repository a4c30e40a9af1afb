package org.reactord.control;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.RuleStatus;

/** More clients than there is room or time for: who is served together, and who has to go. */
@Timeout(30)
class CrowdTest {
    private static final String STATUS = "{\"request\":\"status\",\"format\":\"json\"}\n";
    /** Nobody is dropped for having been there too long, only for want of room. */
    private static final Limits PATIENT = new Limits(
            8,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            2 * 1024 * 1024,
            Duration.ofMillis(500),
            Duration.ofSeconds(1));

    @TempDir
    private Path directory;

    private ServerFixture fixture;
    private final List<Asker> askers = new ArrayList<>();

    @BeforeEach
    void open() {
        fixture = new ServerFixture(directory, PATIENT);
        fixture.engine.with(manyRules(), List.of());
    }

    /** Their status is more than a socket holds. */
    private static List<RuleStatus> manyRules() {
        List<RuleStatus> many = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            many.add(RuleFixture.idle(
                    RuleFixture.rule("rule-" + i, RuleFixture.spool("/spool/" + i), "cat"), Health.OK));
        }
        return many;
    }

    @AfterEach
    void close() throws IOException {
        for (Asker asker : askers) {
            asker.close();
        }
        fixture.close();
    }

    private Asker ask(String request) throws IOException {
        Asker asker = new Asker(fixture.socket());
        askers.add(asker);
        asker.send(request);
        return asker;
    }

    private JsonObject last(String request) throws IOException {
        List<JsonObject> answer = Asker.ask(fixture.socket(), request);
        return answer.get(answer.size() - 1);
    }

    @Test
    void whoAskTheSameAtTheSameTimeGetOneAnswer() throws IOException {
        fixture.engine.fallSilent();
        List<Asker> same = List.of(ask(STATUS), ask(STATUS), ask(STATUS));
        Asker other = ask("{\"request\":\"rules\",\"format\":\"json\"}\n");
        Asker otherwise = ask("{\"request\":\"rules\",\"width\":100}\n");
        // What changes something is for one.
        last("{\"request\":\"pause\",\"rule\":\"a\"}");
        last("{\"request\":\"pause\",\"rule\":\"a\"}");
        assertEquals(2, fixture.engine.orders.size());
        await().until(() -> fixture.engine.unanswered.size() >= 3);
        assertEquals(3, fixture.engine.unanswered.size());
        fixture.engine.unanswered.forEach(answer -> answer.accept(FakeEngine.picture(List.of(), List.of())));
        for (Asker asker : same) {
            List<JsonObject> answer = asker.toEnd();
            assertTrue(answer.get(0).getAsJsonObject("data").has("pid"), answer::toString);
            assertTrue(answer.get(1).has("ok"), answer::toString);
        }
        assertTrue(other.toEnd().get(0).has("data"));
        assertTrue(otherwise.toEnd().get(0).has("ok"));
        // A picture is not kept: who asks later is told how things are then.
        ask(STATUS);
        await().until(() -> fixture.engine.unanswered.size() == 4);
    }

    @Test
    void whoDoesNotReadMakesRoomForWhoAsks() throws IOException {
        for (int i = 0; i < 2 * PATIENT.connections(); i++) {
            ask(STATUS);
            assertTrue(last("{\"request\":\"info\"}").has("ok"));
        }
    }

    @Test
    void whatNobodyReadsIsBoundedAsSoonAsItIsThere() throws IOException {
        fixture.engine.fallSilent();
        for (int i = 0; i < PATIENT.connections() - 1; i++) {
            ask(STATUS);
        }
        await().until(() -> !fixture.engine.unanswered.isEmpty());
        last("{\"request\":\"pause\",\"rule\":\"a\"}");
        fixture.engine.unanswered.get(0).accept(FakeEngine.picture(manyRules(), List.of()));
        await().until(() -> askers.stream().filter(Asker::isCutOff).count() >= 4);
        last("{\"request\":\"pause\",\"rule\":\"a\"}");
    }
}
