package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Five commands run and fifty jobs wait while one rule is changed and another is taken away: nothing is lost. */
@ExtendWith(SandboxExtension.class)
class ReloadUnderLoadIT {
    private static final int EACH = 11;

    private static String rule(int number, String word) {
        return "r%d: {spool: ~/s%d, run: [deliver, %s]}%n".formatted(number, number, word);
    }

    private static List<String> names(int rule) {
        return IntStream.range(0, EACH).mapToObj(i -> "s" + rule + "-" + i).toList();
    }

    private static long left(Sandbox sandbox, int rule) throws IOException {
        try (Stream<Path> all = Files.list(sandbox.home().resolve("s" + rule))) {
            return all.count();
        }
    }

    /** So many places that all five rules run at once, whatever the machine has. */
    private static void begin(Sandbox sandbox) {
        sandbox.env("REACTOR_JAVA_OPTS", "-XX:ActiveProcessorCount=6");
        sandbox.script("deliver", """
                note began "$1" "$REACTOR_NAME"
                while [ ! -e "$HOME/go" ]; do sleep 0.1; done
                note ended "$1" "$REACTOR_NAME"
                """);
        StringBuilder rules = new StringBuilder();
        for (int rule = 1; rule <= 5; rule++) {
            rules.append(rule(rule, "old"));
            Path spool = sandbox.directory("s" + rule);
            names(rule).forEach(name -> sandbox.write(spool.resolve(name), ""));
        }
        sandbox.rule("10.yaml", rules.toString());
        sandbox.start();
        sandbox.diary().await("began", 5);
        Limits.soon().until(() -> IntStream.rangeClosed(1, 5)
                .allMatch(rule -> sandbox.status().number("r" + rule, "queued") == EACH - 1));
    }

    @Test
    void whatRunsAndWaitsIsKept(Sandbox sandbox) throws IOException {
        begin(sandbox);
        sandbox.rule("10.yaml", rule(1, "old") + rule(2, "old") + rule(3, "old") + rule(4, "new"));
        Ended reload = sandbox.ctl("reload");
        assertEquals(0, reload.exit(), reload::toString);
        String said = (reload.out() + reload.err()).replaceAll("\\s+", " ");
        assertTrue(said.contains("removed r5 10 waiting jobs were dropped"), said);
        assertEquals(5, sandbox.diary().entries("began").size());
        sandbox.write(sandbox.home().resolve("go"), "");
        for (int rule = 1; rule <= 4; rule++) {
            int number = rule;
            Limits.soon().until(() -> left(sandbox, number) == 0);
        }
        List<String> expected = new ArrayList<>();
        for (int rule = 1; rule <= 3; rule++) {
            names(rule).forEach(name -> expected.add("old " + name));
        }
        List<String> ended = sandbox.diary().rests("ended");
        assertEquals(expected.stream().sorted().toList(), only(ended, "s[123]-.*"));
        assertEquals(EACH, only(ended, "s4-.*").size());
        assertEquals(
                1,
                only(ended, "s4-.*").stream()
                        .filter(one -> one.startsWith("old"))
                        .count());
        assertEquals(1, only(ended, "s5-.*").size());
        assertEquals(EACH - 1, left(sandbox, 5));

        sandbox.rule("20.yaml", rule(5, "back"));
        assertEquals(0, sandbox.ctl("reload").exit());
        Limits.soon().until(() -> left(sandbox, 5) == 0);
        assertEquals(5 * EACH, sandbox.diary().entries("ended").size());
    }

    private static List<String> only(List<String> ended, String name) {
        return ended.stream()
                .filter(one -> one.matches("\\w+ " + name))
                .sorted()
                .toList();
    }
}
