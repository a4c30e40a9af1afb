package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.ControlSocket;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/**
 * Puts whatever comes to mind into rule files: {@code check} answers with rules or with mistakes that say where, a reload
 * takes all or nothing, and a rule that is right goes on working beside. {@code -Dreactor.fuzz.seconds=60} goes on for
 * longer, {@code -Dreactor.fuzz.seed=} repeats a run.
 */
@Timeout(3600) // it lasts as long as somebody wants it to
@ExtendWith(SandboxExtension.class)
class RuleFuzzIT {
    /** A JVM is started for so many at a time. */
    private static final int FILES = 150;

    private static final int NOBODY = 65_534;
    private static final Pattern DEFECT =
            Pattern.compile("Exception|Error:|StackOverflow|^\\s+at \\w+\\.", Pattern.MULTILINE);
    private static final Pattern MISTAKE = Pattern.compile("^(.*/fuzz-\\d+\\.yaml)(:\\d+:\\d+)?: error: .+");

    private static long seed(String test) {
        long seed = Long.getLong("reactor.fuzz.seed", System.nanoTime());
        System.err.println("RuleFuzzIT " + test + ": -Dreactor.fuzz.seed=" + seed);
        return seed;
    }

    private static long end() {
        return System.nanoTime()
                + Duration.ofSeconds(Long.getLong("reactor.fuzz.seconds", 5)).toNanos();
    }

    @Test
    void checkAlwaysSaysWhatIsWrongAndWhere(Sandbox sandbox) {
        long seed = seed("check");
        long end = end();
        int rounds = 0;
        while (rounds == 0 || System.nanoTime() - end < 0) {
            check(sandbox, seed + rounds);
            rounds++;
        }
        System.err.println("RuleFuzzIT check: " + rounds + " rounds of " + FILES);
    }

    private static void check(Sandbox sandbox, long seed) {
        RuleFileStream stream = RuleFileStream.all(new Random(seed));
        Path directory = sandbox.directory("files");
        List<String> words = new ArrayList<>(List.of("check"));
        for (int i = 0; i < FILES; i++) {
            words.add(sandbox.write(directory.resolve("fuzz-" + i + ".yaml"), stream.next())
                    .toString());
        }
        Ended ended = sandbox.client(words.toArray(String[]::new))
                .limit(Duration.ofMinutes(2))
                .run();
        assertEquals(1, ended.exit(), () -> "seed " + seed + ": " + ended);
        assertEquals("", ended.out());
        assertFalse(DEFECT.matcher(ended.err()).find(), () -> "seed " + seed + ": " + ended);
        long wrong = ended.err()
                .lines()
                .map(MISTAKE::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .distinct()
                .count();
        assertTrue(wrong > FILES / 4, () -> "seed " + seed + ": few mistakes in " + ended);
    }

    @Test
    void aReloadTakesAllOrNothingAndOtherRulesGoOn(Sandbox sandbox) throws IOException {
        long seed = seed("reload");
        sandbox.outbox("", "note delivered");
        for (String name : List.of("in", "notes", "more")) {
            sandbox.directory("fuzz/" + name);
        }
        if (Users.isRoot()) {
            Users.live(sandbox, NOBODY);
        }
        // Anything may be worth a warning; that the daemon has a defect is not.
        sandbox.expectLog("");
        ReactorProcess daemon = sandbox.start().expectSystemSource();
        int taken = 0;
        int rounds = 0;
        try (Bystander bystander = new Bystander(sandbox)) {
            for (long end = end(); rounds == 0 || System.nanoTime() - end < 0; rounds++) {
                taken += reload(sandbox, seed + rounds) ? 1 : 0;
                assertTrue(daemon.alive(), "the daemon ended; seed " + (seed + rounds));
            }
            bystander.assertUndisturbed();
        }
        assertTrue(taken > rounds / 100, taken + " of " + rounds + " were taken");
        System.err.println("RuleFuzzIT reload: " + taken + " of " + rounds + " were taken");
        Files.delete(sandbox.rules().resolve("50-fuzz.yaml"));
        JsonObject last = reload(sandbox);
        assertTrue(last.has("ok"), last::toString);
        assertEquals(List.of("outbox"), sandbox.status().ruleNames());
        assertFalse(DEFECT.matcher(daemon.logText()).find(), daemon::logText);
    }

    private static JsonObject reload(Sandbox sandbox) {
        List<JsonObject> answer = ControlSocket.ask(sandbox.socket(), "{\"request\":\"reload\",\"format\":\"json\"}");
        return answer.get(answer.size() - 1);
    }

    /** True if the rules were taken. */
    private static boolean reload(Sandbox sandbox, long seed) throws IOException {
        Path aside = sandbox.write(
                sandbox.root().resolve("aside"),
                RuleFileStream.harmless(new Random(seed)).next());
        Files.move(aside, sandbox.rules().resolve("50-fuzz.yaml"), StandardCopyOption.ATOMIC_MOVE);
        List<JsonObject> answer = ControlSocket.ask(sandbox.socket(), "{\"request\":\"reload\",\"format\":\"json\"}");
        assertEquals(3, answer.size(), () -> "seed " + seed + ": " + answer);
        JsonObject data = answer.get(1).getAsJsonObject("data");
        boolean taken = data.get("reloaded").getAsBoolean();
        assertEquals(taken, answer.get(2).has("ok"), () -> "seed " + seed + ": " + answer);
        assertEquals(taken ? 0 : 1, answer.get(2).get("exit").getAsInt());
        assertTrue(taken || !data.getAsJsonArray("diagnostics").isEmpty(), () -> "seed " + seed + ": " + answer);
        assertFalse(DEFECT.matcher(data.toString()).find(), () -> "seed " + seed + ": " + answer);
        assertTrue(sandbox.status().ruleNames().contains("outbox"), () -> "seed " + seed);
        if (taken) {
            sandbox.write(sandbox.home().resolve("fuzz/in/item.txt"), "");
            sandbox.write(sandbox.home().resolve("fuzz/notes/note"), "");
        }
        return taken;
    }
}
