package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Why something is run, or not: what a person is told who asks. */
@ExtendWith(SandboxExtension.class)
class ExplainIT {
    private static final String RULES = """
            photos:
              spool: ~/photos
              match: "*.jpg"
              run: [deliver]
            letters:
              spool: ~/letters
              run: [deliver]
            tree:
              watch: ~/tree
              recursive: true
              ignore: [build/]
              on: [deleted]
              run: [deliver]
            """;

    private static void begin(Sandbox sandbox, String script) {
        sandbox.script("deliver", script);
        sandbox.rule("10-all.yaml", RULES);
        sandbox.directory("photos");
        sandbox.directory("letters");
        sandbox.directory("tree/build");
        sandbox.start();
    }

    private static JsonObject explain(Sandbox sandbox, int exit, String... words) {
        List<String> line = new java.util.ArrayList<>(List.of("explain", "--json"));
        line.addAll(List.of(words));
        Ended ended = sandbox.ctl(line.toArray(new String[0]));
        assertEquals(exit, ended.exit(), ended::toString);
        return JsonParser.parseString(ended.out()).getAsJsonObject();
    }

    private static String at(Sandbox sandbox, String path) {
        return sandbox.home().resolve(path).toString();
    }

    private static JsonObject rule(JsonObject answer, String name) {
        return StreamSupport.stream(answer.getAsJsonArray("rules").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(one -> one.get("rule").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> decisions(JsonObject answer) {
        return StreamSupport.stream(answer.getAsJsonArray("decisions").spliterator(), false)
                .map(one -> one.getAsJsonObject().get("decision").getAsString())
                .toList();
    }

    @Test
    void theClauseThatDecidesIsNamedWithItsPlace(Sandbox sandbox) {
        begin(sandbox, "note ran");
        Path file = sandbox.home().resolve("photos/a.gif");
        sandbox.write(file, "x");
        Limits.soon()
                .until(() -> !decisions(explain(sandbox, 1, file.toString())).isEmpty());
        Ended text = sandbox.ctl("explain", file.toString());
        assertEquals(1, text.exit());
        String[] blocks = text.out().split("\n\n", -1);
        assertTrue(blocks[1].startsWith("NO   photos, by one clause alone\n     no, match: *.jpg ("), text::toString);
        assertTrue(blocks[1].contains("10-all.yaml:3)"), text::toString);
        assertTrue(text.out().contains("a.gif written: is not taken, match: *.jpg"), text::toString);
    }

    @Test
    void whatIsNotThereIsExplainedToo(Sandbox sandbox) {
        begin(sandbox, "note ran");
        JsonObject answer = explain(sandbox, 0, at(sandbox, "photos/b.jpg"));
        assertFalse(answer.get("exists").getAsBoolean());
        assertTrue(rule(answer, "photos").get("matches").getAsBoolean());
        assertEquals(
                "watched",
                rule(answer, "photos").getAsJsonObject("root").get("state").getAsString());
        JsonObject build = rule(explain(sandbox, 1, "--event", "deleted", at(sandbox, "tree/build/x")), "tree");
        assertTrue(build.get("near_miss").getAsBoolean());
        JsonObject written = rule(explain(sandbox, 1, at(sandbox, "tree/y")), "tree");
        assertEquals("deleted", written.getAsJsonArray("would_take").get(0).getAsString());
        assertTrue(rule(explain(sandbox, 0, "--event", "deleted", at(sandbox, "tree/y")), "tree")
                .get("matches")
                .getAsBoolean());
    }

    @Test
    void whoStillWritesIsNamed(Sandbox sandbox) throws IOException {
        begin(sandbox, "note ran");
        Path file = sandbox.home().resolve("letters/l");
        try (OutputStream writer = Files.newOutputStream(file)) {
            writer.write(1);
            Limits.soon()
                    .until(() -> explain(sandbox, 0, file.toString())
                                    .getAsJsonArray("unfinished")
                                    .size()
                            == 1);
            JsonObject answer = explain(sandbox, 0, file.toString());
            long pid = answer.getAsJsonArray("writers")
                    .get(0)
                    .getAsJsonObject()
                    .get("pid")
                    .getAsLong();
            assertEquals(ProcessHandle.current().pid(), pid);
            Ended text = sandbox.ctl("explain", file.toString());
            assertTrue(
                    text.out().contains("until the last writer") || text.out().contains("last writer has closed"),
                    text::toString);
        }
        sandbox.diary().await("ran", 1);
    }

    @Test
    void aRetryIsShownWithItsTime(Sandbox sandbox) {
        sandbox.expectLog("exited 1");
        begin(sandbox, "exit 1");
        Path file = sandbox.home().resolve("letters/l");
        sandbox.write(file, "x");
        Limits.soon()
                .until(() -> decisions(explain(sandbox, 0, file.toString())).contains("retrying"));
        JsonObject job = rule(explain(sandbox, 0, file.toString()), "letters").getAsJsonObject("job");
        assertEquals("retrying", job.get("state").getAsString());
        assertFalse(job.get("next_attempt").isJsonNull());
    }

    @Test
    void aPathBySymbolicLinkIsTheSameFile(Sandbox sandbox) throws IOException {
        begin(sandbox, "note ran");
        Files.createSymbolicLink(sandbox.home().resolve("link"), sandbox.home().resolve("photos"));
        JsonObject photos = rule(explain(sandbox, 0, at(sandbox, "link/c.jpg")), "photos");
        assertEquals(
                sandbox.home().resolve("photos/c.jpg").toString(),
                photos.get("seen_as").getAsString());
    }

    @Test
    void aNameThatIsNoTextIsTakenAsItIs(Sandbox sandbox) {
        begin(sandbox, "note ran");
        Ended ended = sandbox.shell("'" + Program.reactorctl() + "' explain \"$(printf 'photos/\\377.jpg')\" --json");
        assertEquals(0, ended.exit(), ended::toString);
        assertTrue(JsonParser.parseString(ended.out()).getAsJsonObject().has("path_base64"), ended::toString);
    }

    @Test
    void eventsAreFollowedAsTheyCome(Sandbox sandbox) throws IOException {
        begin(sandbox, "note ran");
        Path told = sandbox.home().resolve("told");
        Process follower = sandbox.exec(
                        List.of("sh", "-c", "exec '" + Program.reactorctl() + "' events -f --rule letters >" + told))
                .start();
        sandbox.write(sandbox.home().resolve("photos/a.gif"), "x");
        sandbox.write(sandbox.home().resolve("letters/l"), "x");
        Limits.soon().until(() -> Files.exists(told) && Files.readString(told).contains("is done"));
        assertFalse(Files.readString(told).contains("a.gif"));
        follower.destroy();
        assertTrue(sandbox.ctl("events").out().contains("a.gif"));
        Process cut = sandbox.exec(List.of("sh", "-c", "'" + Program.reactorctl() + "' events -f | head -n 1"))
                .start();
        Limits.soon().until(() -> {
            sandbox.write(
                    sandbox.home().resolve("photos/b.gif"), "x"); // whoever has nobody to tell notices when he tells
            return !cut.isAlive();
        });
    }
}
