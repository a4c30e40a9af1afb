package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Trying a rule: by hand, in rehearsal, as a shadow, and before there is a daemon. */
@ExtendWith(SandboxExtension.class)
class RunIT {
    private static final String NOTES = """
            notes:
              watch: ~/notes
              match: "*.txt"
              settle: 1h
              run: [deliver, "{root}"]
            """;

    @Test
    void aRuleIsRunByHandAndWaitsForNothing(Sandbox sandbox) {
        sandbox.script("deliver", "note ran \"$REACTOR_CAUSE\"");
        sandbox.rule("10-notes.yaml", NOTES);
        Path notes = sandbox.directory("notes");
        sandbox.start();
        assertEquals(0, sandbox.ctl("run", "notes").exit());
        sandbox.diary().await("ran", 1);
        sandbox.write(notes.resolve("a.txt"), "x");
        sandbox.write(notes.resolve("b.dat"), "x");
        assertEquals(
                0,
                sandbox.ctl("run", "notes", notes.resolve("a.txt").toString()).exit());
        sandbox.diary().await("ran", 2);
        Ended refused = sandbox.ctl("run", "notes", notes.resolve("b.dat").toString());
        assertEquals(1, refused.exit());
        assertTrue(refused.err().contains("match: *.txt"), refused::toString);
        assertEquals(4, sandbox.ctl("run", "nots").exit());
    }

    @Test
    void aRehearsalShowsWhatWouldBeExecuted(Sandbox sandbox) {
        sandbox.script("deliver", "note ran");
        sandbox.rule("10-notes.yaml", NOTES);
        Path notes = sandbox.directory("notes");
        sandbox.start();
        Ended shown = sandbox.ctl("run", "notes", "--dry-run");
        assertEquals(0, shown.exit(), shown::toString);
        assertTrue(shown.out().contains("    deliver\n    " + notes + "\n"), shown::toString);
        assertTrue(shown.out().contains("REACTOR_RULE=notes"), shown::toString);
        assertTrue(sandbox.diary().entries().isEmpty());
    }

    @Test
    void checkSaysWhatEachRuleWouldDoWithoutADaemon(Sandbox sandbox) {
        sandbox.script("deliver", "note ran");
        Path file = sandbox.rule("10-notes.yaml", NOTES);
        Path notes = sandbox.directory("notes");
        String good = notes.resolve("a.txt").toString();
        String bad = notes.resolve("b.dat").toString();
        Ended yes = sandbox.ctl("check", "--against", good, "--against", bad, file.toString());
        assertEquals(0, yes.exit(), yes::toString);
        assertTrue(yes.out().contains("/notes/a.txt\n  YES  notes: would run deliver {root}"), yes::toString);
        assertTrue(yes.out().contains("/notes/b.dat\n  NO   notes: match: *.txt ("), yes::toString);
    }

    @Test
    void aShadowIsInEventsAndHistoryAndRunsNothing(Sandbox sandbox) {
        Path outbox = sandbox.outbox("  enabled: shadow\n", "note ran");
        sandbox.start();
        Path letter = sandbox.write(outbox.resolve("letter"), "x");
        Limits.soon().until(() -> sandbox.ctl("history").out().contains("would have been run"));
        assertTrue(sandbox.ctl("events").out().contains("were the rule no shadow"));
        assertTrue(Files.exists(letter));
        assertTrue(sandbox.diary().entries().isEmpty());
        assertEquals("shadow", sandbox.status().rule("outbox").get("state").getAsString());
    }
}
