package org.reactord.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.RuleStatus;
import org.reactord.rule.RuleMaker;

/** What each rule that waits for an event is given of it; real sockets. */
@Timeout(30)
class EmitterTest {
    private static final String PUSH =
            "{\"request\":\"emit\",\"name\":\"push\",\"with.repo\":\"me/site\",\"with.ref\":\"main\"}";

    @TempDir
    private Path directory;

    private static RuleStatus taker(RuleMaker maker) {
        return RuleFixture.idle(maker.made(), Health.OK);
    }

    private List<FakeOutlet.Put> taken(String request, RuleMaker... makers) throws IOException {
        try (ServerFixture fixture = new ServerFixture(directory, ServerFixture.SMALL)) {
            fixture.engine.with(List.of(makers).stream().map(EmitterTest::taker).toList(), List.of());
            List<JsonObject> answer = Asker.ask(fixture.socket(), request);
            assertEquals(0, answer.get(answer.size() - 1).get("exit").getAsInt(), answer::toString);
            return List.copyOf(fixture.outlet.taken);
        }
    }

    @Test
    void eachRuleGetsTheKeyOfItsOwnQueue() throws IOException {
        List<FakeOutlet.Put> taken = taken(
                PUSH,
                RuleMaker.event("plain").emitted("push"),
                RuleMaker.event("one").emitted("push").sequential("{repo}"),
                RuleMaker.event("two").emitted("push").evict("{ref} of {repo}"),
                RuleMaker.event("other").emitted("pull").sequential("{repo}"));
        assertEquals(
                List.of(Optional.empty(), Optional.of("me/site"), Optional.of("main of me/site")),
                taken.stream().map(FakeOutlet.Put::key).toList());
        assertEquals(
                List.of("/plain", "/one", "/two"),
                taken.stream().map(put -> put.directory().display()).toList());
        taken.forEach(put -> assertEquals(Map.of("repo", "me/site", "ref", "main"), put.fields()));
    }

    @Test
    void whatWasNotSentStandsForNothingInTheKey() throws IOException {
        List<FakeOutlet.Put> taken = taken(
                "{\"request\":\"emit\",\"name\":\"push\"}",
                RuleMaker.event("push").sequential("<{repo}>"));
        assertEquals(Optional.of("<>"), taken.get(0).key());
    }
}
