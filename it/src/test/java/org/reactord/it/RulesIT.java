package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Rules override from top to bottom, and say where each value came from. */
@ExtendWith(SandboxExtension.class)
class RulesIT {
    @Test
    void aLaterFileOverridesKeyByKeyAndShowTellsWhere(Sandbox sandbox) {
        sandbox.directory("outbox");
        sandbox.script("first", "note first \"$LEVEL\"");
        sandbox.script("second", "note second \"$LEVEL\"");
        sandbox.rule("00-defaults.yaml", "defaults:\n  timeout: 5m\n  env: {LEVEL: low}\n");
        sandbox.rule("10-outbox.yaml", "outbox:\n  spool: ~/outbox\n  run: [first]\n  retry: never\n");
        sandbox.rule("50-local.yaml", "outbox:\n  run: [second]\n");
        sandbox.start();
        sandbox.write(sandbox.home().resolve("outbox/item"), "");
        assertEquals("low", sandbox.diary().await("second", 1).get(0).rest());
        assertEquals(0, sandbox.diary().entries("first").size());
        Ended show = sandbox.ctl("show", "outbox");
        assertEquals(0, show.exit(), show::toString);
        for (String place : new String[] {
            "50-local.yaml:2", "10-outbox.yaml:2", "10-outbox.yaml:4", "00-defaults.yaml:2", "00-defaults.yaml:3"
        }) {
            assertTrue(show.out().contains(place), () -> place + " is not in\n" + show);
        }
        assertTrue(show.out().contains("second") && !show.out().contains("first"), show::toString);
        Ended json = sandbox.ctl("show", "outbox", "--json");
        assertTrue(JsonParser.parseString(json.out()).getAsJsonObject().has("format_version"), json::toString);
    }

    @Test
    void defaultsApplyOnlyToTheRulesBelowThem(Sandbox sandbox) {
        Path above = sandbox.directory("above");
        Path below = sandbox.directory("below");
        sandbox.script("tell", "note \"$REACTOR_RULE\" \"${LEVEL-unset}\"");
        sandbox.rule("10.yaml", """
                above: {spool: ~/above, run: [tell]}
                defaults: {env: {LEVEL: set}}
                below: {spool: ~/below, run: [tell]}
                """);
        sandbox.start();
        sandbox.write(above.resolve("item"), "");
        sandbox.write(below.resolve("item"), "");
        assertEquals("unset", sandbox.diary().await("above", 1).get(0).rest());
        assertEquals("set", sandbox.diary().await("below", 1).get(0).rest());
    }

    @Test
    void aRuleThatIsOffIsShownAndDoesNothing(Sandbox sandbox) {
        Path outbox = sandbox.directory("outbox");
        Path other = sandbox.directory("other");
        sandbox.script("tell", "note \"$REACTOR_RULE\"");
        sandbox.rule("10.yaml", """
                outbox: {spool: ~/outbox, run: [tell], enabled: false}
                other: {spool: ~/other, run: [tell]}
                """);
        sandbox.start();
        sandbox.write(outbox.resolve("item"), "");
        sandbox.write(other.resolve("item"), "");
        sandbox.diary().await("other", 1);
        Limits.throughout(Limits.QUIET).until(() -> sandbox.diary().count("outbox") == 0);
        assertTrue(Files.exists(outbox.resolve("item")));
        assertEquals("off", sandbox.status().state("outbox"));
        Ended rules = sandbox.ctl("rules");
        assertTrue(rules.out().contains("outbox") && rules.out().contains("off"), rules::toString);
        assertEquals(0, sandbox.ctl("status").exit());
    }

    @Test
    void aShadowRecordsAndRunsNothing(Sandbox sandbox) {
        Path outbox = sandbox.directory("outbox");
        sandbox.script("tell", "note ran");
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, run: [tell], enabled: shadow}\n");
        sandbox.start();
        sandbox.write(outbox.resolve("item"), "");
        assertEquals("shadow", sandbox.status().state("outbox"));
        Limits.throughout(Limits.QUIET)
                .until(() -> sandbox.diary().entries("ran").isEmpty());
        assertTrue(Files.exists(outbox.resolve("item")));
    }

    @Test
    void namesThatAreNoRulesAreAnExitCodeOfTheirOwn(Sandbox sandbox) {
        sandbox.start();
        Ended show = sandbox.ctl("show", "nothing");
        assertEquals(4, show.exit(), show::toString);
        assertTrue(show.err().contains("nothing"), show::toString);
    }

    @Test
    void filesThatEditorsAndPackagesLeaveBehindAreNoRules(Sandbox sandbox) {
        for (String name : new String[] {".hidden.yaml", "a.yaml~", "b.yaml.swp", "c.yaml.dpkg-new", "d.yaml.rpmnew"}) {
            sandbox.rule(name, "nonsense\n");
        }
        sandbox.start();
        assertEquals(0, sandbox.status().ruleNames().size());
    }

    @Test
    void aRuleFileThatOthersMayWriteIsRefusedByName(Sandbox sandbox) throws IOException {
        sandbox.directory("outbox");
        Path file = sandbox.rule("10-open.yaml", "outbox: {spool: ~/outbox, run: [cat]}\n");
        assertEquals(
                0,
                sandbox.exec(java.util.List.of("chmod", "666", file.toString()))
                        .run()
                        .exit());
        Ended check = sandbox.ctl("check");
        assertEquals(1, check.exit(), check::toString);
        assertTrue(check.said().contains("10-open.yaml"), check::toString);
    }
}
