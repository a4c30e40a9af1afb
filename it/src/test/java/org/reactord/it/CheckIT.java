package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Mistakes in rules: all at once, each with its place; and the rule directories that are none. */
@ExtendWith(SandboxExtension.class)
class CheckIT {
    private static final String GOOD = "outbox: {spool: ~/outbox, run: [cat]}\n";

    @Test
    void needsNoDaemonAndIsQuietOnSuccess(Sandbox sandbox) {
        sandbox.directory("outbox");
        sandbox.rule("10.yaml", GOOD);
        Ended check = sandbox.ctl("check");
        assertEquals(0, check.exit(), check::toString);
        assertEquals("", check.err());
    }

    @Test
    void namesEveryMistakeAtOnceWithItsPlace(Sandbox sandbox) {
        sandbox.directory("outbox");
        sandbox.rule("10-wrong.yaml", """
                outbox:
                  spol: ~/outbox
                  run: [cat]
                  timeout: 5
                  timeout: 5m
                letters:
                  spool: ~/outbox
                  run: [cat, "{pth}"]
                  enabled: no
                shell:
                  spool: ~/outbox
                  run: cat {path}
                """);
        sandbox.rule("20-wrong.yaml", "two:\n  spool: ~/outbox\n  watch: ~/outbox\n  run: [cat]\n");
        sandbox.rule("30-wrong.yaml", "three: {spool: ~/outbox, run: [cat]\n");
        Ended check = sandbox.ctl("check");
        assertEquals(1, check.exit(), check::toString);
        for (String place : List.of(
                "10-wrong.yaml:2:3: error: ",
                "10-wrong.yaml:4:12: error: ",
                "10-wrong.yaml:5:3: error: ",
                "10-wrong.yaml:8:15: error: ",
                "10-wrong.yaml:9:12: error: ",
                "10-wrong.yaml:12:12: error: ",
                "20-wrong.yaml:",
                "30-wrong.yaml:")) {
            assertTrue(check.said().contains(place), () -> "no " + place + " in\n" + check);
        }
        assertTrue(check.said().contains("did you mean"), check::toString);
        assertTrue(check.said().contains("\"$REACTOR_PATH\""), check::toString);
        assertTrue(check.said().contains("^"), check::toString);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPersonIsToldWhereWhatAndWhatInstead(boolean json, Sandbox sandbox) throws IOException {
        sandbox.directory("outbox");
        sandbox.write(sandbox.home().resolve("file"), "no directory");
        for (String file : List.of("10-many.yaml", "20-more.yaml")) {
            sandbox.rule(file, resource("mistakes/" + file));
        }
        String expected = resource("mistakes/expected.txt")
                .replace("RULES", sandbox.rules().toString())
                .replace("HOME", sandbox.home().toString());
        Ended check = json ? sandbox.ctl("check", "--json") : sandbox.ctl("check");
        assertEquals(1, check.exit(), check::toString);
        if (!json) {
            assertEquals(expected, check.err());
            assertEquals("", check.out());
            return;
        }
        JsonObject answer = JsonParser.parseString(check.out()).getAsJsonObject();
        assertEquals(1, answer.get("format_version").getAsInt());
        List<String> places = expected.lines()
                .filter(line -> line.contains(": error: "))
                .map(line -> line.substring(0, line.indexOf(": error: ")))
                .toList();
        assertEquals(
                places,
                answer.getAsJsonArray("diagnostics").asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(one -> one.get("file").getAsString() + ":" + one.get("line") + ":" + one.get("column"))
                        .toList());
    }

    private static String resource(String name) throws IOException {
        try (InputStream content = CheckIT.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(content, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void checksTheFilesItIsGiven(Sandbox sandbox) {
        sandbox.directory("outbox");
        Path good = sandbox.write(sandbox.root().resolve("good.yaml"), GOOD);
        Path bad = sandbox.write(sandbox.root().resolve("bad.yaml"), "outbox: {spool: ~/outbox}\n");
        assertEquals(0, sandbox.ctl("check", good.toString()).exit());
        Ended check = sandbox.ctl("check", bad.toString());
        assertEquals(1, check.exit(), check::toString);
        assertTrue(check.said().contains("bad.yaml:1:"), check::toString);
    }

    @Test
    void anchorsAndTagsAreRefused(Sandbox sandbox) {
        sandbox.directory("outbox");
        sandbox.rule("10.yaml", "outbox: {spool: &x ~/outbox, run: [cat]}\n");
        sandbox.rule("20.yaml", "other: {spool: ~/outbox, run: !!seq [cat]}\n");
        Ended check = sandbox.ctl("check");
        assertEquals(1, check.exit(), check::toString);
        assertTrue(check.said().contains("10.yaml:1:17: error: "), check::toString);
        assertTrue(check.said().contains("20.yaml:1:"), check::toString);
    }

    @Test
    void aDaemonDoesNotStartOnMistakesAndShowsThem(Sandbox sandbox) {
        sandbox.rule("10.yaml", "outbox: {spol: ~/outbox, run: [cat]}\n");
        ReactorProcess daemon = sandbox.launch().expectExit(1);
        sandbox.expectLog(".");
        assertEquals(1, daemon.awaitExit(Limits.START));
        assertTrue(daemon.logText().contains("10.yaml:1:10: error: "), daemon::logText);
    }

    @Test
    void anEmptyDirectoryIsFine(Sandbox sandbox) {
        assertEquals(0, sandbox.ctl("check").exit());
        sandbox.expectLog("no rules|has no");
        sandbox.start();
        assertEquals(List.of(), sandbox.status().ruleNames());
        assertEquals(0, sandbox.ctl("status").exit());
    }

    @Test
    void aMissingDirectoryIsNamed(Sandbox sandbox) throws IOException {
        Files.delete(sandbox.rules());
        Ended check = sandbox.ctl("check");
        assertTrue(check.said().contains(sandbox.rules().toString()), check::toString);
        sandbox.expectLog("rules.d");
        ReactorProcess daemon = sandbox.start();
        assertTrue(daemon.said(sandbox.rules().toString()), daemon::logText);
        Files.createDirectory(sandbox.rules());
        sandbox.directory("outbox");
        sandbox.rule("10.yaml", GOOD);
        assertEquals(0, sandbox.ctl("reload").exit());
        assertEquals(List.of("outbox"), sandbox.status().ruleNames());
        daemon.expectWatchesMore(1);
    }

    @Test
    void aRuleFileThatIsADirectoryIsNamed(Sandbox sandbox) throws IOException {
        Files.createDirectory(sandbox.rules().resolve("10-directory.yaml"));
        sandbox.rule("20.yaml", GOOD);
        Ended check = sandbox.ctl("check");
        assertEquals(1, check.exit(), check::toString);
        assertTrue(check.said().contains("10-directory.yaml"), check::toString);
        assertTrue(check.said().contains("directory"), check::toString);
    }

    @Test
    void tenMegabytesOfYamlAreRefusedQuickly(Sandbox sandbox) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 10_000_000; i++) {
            text.append("rule-").append(i).append(": {spool: ~/outbox, run: [cat]}\n");
        }
        sandbox.rule("10-large.yaml", text.toString());
        Ended check = sandbox.ctl("check");
        assertEquals(1, check.exit(), check::toString);
        assertTrue(check.said().contains("10-large.yaml"), check::toString);
        assertTrue(
                check.said().length() < 10_000, "the answer has " + check.said().length() + " characters");
    }

    @Test
    void aSpoolThatIsAFileIsNamed(Sandbox sandbox) {
        sandbox.write(sandbox.home().resolve("outbox"), "no directory");
        sandbox.rule("10.yaml", GOOD);
        Ended check = sandbox.ctl("check");
        assertEquals(1, check.exit(), check::toString);
        assertTrue(check.said().contains("10.yaml:1:17: error: "), check::toString);
        assertTrue(check.said().contains("outbox"), check::toString);
    }

    @Test
    void aCommandThatDoesNotExistIsNamed(Sandbox sandbox) {
        sandbox.directory("outbox");
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, run: [no-such-command, -x]}\n");
        Ended check = sandbox.ctl("check");
        assertTrue(check.said().contains("10.yaml:1:33: "), check::toString);
        assertTrue(check.said().contains("no-such-command"), check::toString);
    }

    @Test
    void binaryRubbishIsNoRuleFile(Sandbox sandbox) {
        byte[] rubbish = new byte[5000];
        new java.util.Random(3).nextBytes(rubbish);
        sandbox.write(sandbox.rules().resolve("10.yaml"), rubbish);
        Ended check = sandbox.ctl("check");
        assertEquals(1, check.exit(), check::toString);
        assertTrue(check.said().contains("10.yaml"), check::toString);
        assertTrue(check.said().chars().noneMatch(c -> c < ' ' && c != '\n'), check::toString);
    }
}
