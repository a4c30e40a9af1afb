package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** What somebody meets who has no rule yet. */
@ExtendWith(SandboxExtension.class)
class FirstStepsIT {
    @ParameterizedTest
    @ValueSource(
            strings = {"spool", "watch", "event", "network", "device", "power", "mount", "process", "system", "session"
            })
    void aNewRuleIsThreeLinesAndRight(String kind, Sandbox sandbox) {
        sandbox.directory("outbox");
        sandbox.directory("notes");
        Ended printed = sandbox.ctl("new", kind);
        assertEquals(0, printed.exit(), printed::toString);
        List<String> rule =
                printed.out().lines().filter(line -> !line.startsWith("#")).toList();
        assertEquals(3, rule.size(), printed::toString);
        assertTrue(rule.get(1).startsWith("  " + kind + ": "), printed::toString);
        assertTrue(rule.get(2).startsWith("  run: "), printed::toString);
        assertTrue(printed.out().contains(" in " + sandbox.rules() + ",\n"), printed::toString);
        sandbox.rule("10.yaml", printed.out());
        Ended check = sandbox.ctl("check", "-v");
        assertEquals(0, check.exit(), check::toString);
        assertEquals("1 rule in 1 file: fine\n", check.out());
        assertFalse(check.err().contains("error"), check::toString);
    }

    @Test
    void fromNothingToTheFirstDeliveryByWhatStatusSays(Sandbox sandbox) throws IOException {
        Files.delete(sandbox.rules());
        sandbox.expectLog("there is no such directory");
        sandbox.start("--auto-reload").expectWatchesMore(1);
        Ended status = sandbox.ctl("status");
        assertEquals(0, status.exit(), status::toString);
        assertTrue(status.out().contains(sandbox.rules().toString()), status::toString);
        assertTrue(status.out().contains("reactorctl new"), status::toString);
        sandbox.directory("outbox");
        assertEquals(
                0,
                sandbox.shell("mkdir -p \"$REACTOR_RULES\" && '" + Program.reactorctl() + "' new spool"
                                + " >\"$REACTOR_RULES/outbox.yaml\" && echo hello >outbox/item")
                        .exit());
        Limits.soon().until(() -> sandbox.shell("cat delivered").out().equals("hello\n"));
    }
}
