package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Rules are swapped whole: good ones are active when the client returns, bad ones change nothing. */
@ExtendWith(SandboxExtension.class)
class ReloadIT {
    private static final String OUTBOX = "outbox: {spool: ~/outbox, run: [deliver, old]}\n";
    private static final String DELIVER = "note \"$1\" \"$REACTOR_NAME\"";

    private static Path outbox(Sandbox sandbox, String script) {
        sandbox.script("deliver", script);
        sandbox.rule("10.yaml", OUTBOX);
        return sandbox.directory("outbox");
    }

    @Test
    void aGoodReloadIsActiveWhenItReturns(Sandbox sandbox) {
        Path outbox = outbox(sandbox, DELIVER);
        Path second = sandbox.directory("second");
        sandbox.start().expectWatchesMore(1);
        sandbox.rule("10.yaml", OUTBOX.replace("old", "new"));
        sandbox.rule("20.yaml", "second: {spool: ~/second, run: [deliver, second]}\n");
        Ended reload = sandbox.ctl("reload");
        assertEquals(0, reload.exit(), reload::toString);
        assertEquals(List.of("outbox", "second"), sandbox.status().ruleNames());
        sandbox.write(outbox.resolve("item"), "");
        sandbox.write(second.resolve("item"), "");
        sandbox.diary().await("new", 1);
        sandbox.diary().await("second", 1);
    }

    @Test
    void aBadReloadShowsTheErrorAndLeavesTheOldRules(Sandbox sandbox) {
        Path outbox = outbox(sandbox, DELIVER);
        sandbox.expectLog("10.yaml");
        sandbox.start();
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, rnu: [deliver, new]}\n");
        Ended reload = sandbox.ctl("reload");
        assertEquals(1, reload.exit(), reload::toString);
        assertTrue(reload.err().contains("10.yaml:1:27: error: "), reload::toString);
        assertTrue(reload.err().contains("did you mean"), reload::toString);
        sandbox.write(outbox.resolve("item"), "");
        sandbox.diary().await("old", 1);
        sandbox.rule("10.yaml", OUTBOX.replace("old", "mended"));
        assertEquals(0, sandbox.ctl("reload").exit());
        sandbox.write(outbox.resolve("item"), "");
        sandbox.diary().await("mended", 1);
    }

    @Test
    void aRehearsalShowsTheDifferenceAndChangesNothing(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "note began \"$1\"; while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done");
        sandbox.start().expectWatchesMore(0);
        sandbox.write(outbox.resolve("a.txt"), "");
        sandbox.diary().await("began", 1);
        sandbox.write(outbox.resolve("b.txt"), "");
        sandbox.write(outbox.resolve("c.bin"), "");
        Limits.soon().until(() -> sandbox.status().number("outbox", "queued") == 2);
        sandbox.rule("10.yaml", "outbox:\n  spool: ~/outbox\n  run: [deliver, new]\n  ignore: \"*.bin\"\n");
        sandbox.rule("20.yaml", "other: {spool: ~/other, run: [cat]}\n");
        sandbox.directory("other");
        Ended would = sandbox.ctl("reload", "--dry-run");
        assertEquals(0, would.exit(), would::toString);
        for (String line : List.of(
                "a reload would succeed, with 2 rules: 1 added (other), 1 changed (outbox), 0 removed",
                "changed    outbox",
                "run: [deliver, old] → [deliver, new] (",
                "10.yaml:3)",
                "ignore: [] → [\"*.bin\"] (",
                "1 waiting job would be dropped, because the rule does not ask for them any more; the files stay",
                "1 waiting job would be kept",
                "1 running command would end under the rule that it started with",
                "added      other")) {
            assertTrue(would.out().contains(line), () -> line + "\n" + would);
        }
        assertEquals(List.of("outbox"), sandbox.status().ruleNames());
        assertEquals(2, sandbox.status().number("outbox", "queued"));
        JsonObject json = JsonParser.parseString(
                        sandbox.ctl("reload", "--dry-run", "--json").out())
                .getAsJsonObject();
        assertTrue(json.get("dry_run").getAsBoolean() && !json.get("reloaded").getAsBoolean(), json::toString);
        sandbox.rule("20.yaml", "other: {spool: ~/other, rnu: [cat]}\n");
        Ended refused = sandbox.ctl("reload", "--dry-run");
        assertEquals(1, refused.exit(), refused::toString);
        assertTrue(refused.err().contains("20.yaml:1:25: error: "), refused::toString);
        sandbox.write(sandbox.home().resolve("go"), "");
        assertEquals(
                List.of("old", "old", "old"),
                sandbox.diary().await("began", 3).stream()
                        .map(entry -> entry.rest())
                        .toList());
    }

    @Test
    void runningAndWaitingJobsAreKept(Sandbox sandbox) {
        Path outbox = outbox(sandbox, """
                note began "$1" "$REACTOR_NAME"
                while [ ! -e "$HOME/go" ]; do sleep 0.05; done
                note ended "$1" "$REACTOR_NAME"
                """);
        sandbox.start().expectWatchesMore(1);
        List<String> names = List.of("a", "b", "c", "d", "e");
        names.forEach(name -> {
            sandbox.write(outbox.resolve(name), "");
        });
        sandbox.diary().await("began", 1);
        Limits.soon().until(() -> sandbox.status().number("outbox", "queued") == 4);
        String running = sandbox.diary().rests("began").get(0);
        sandbox.rule("10.yaml", OUTBOX.replace("old", "new"));
        sandbox.rule("20.yaml", "other: {spool: ~/other, run: [cat]}\n");
        sandbox.directory("other");
        assertEquals(0, sandbox.ctl("reload").exit());
        assertEquals(4, sandbox.status().number("outbox", "queued"));
        assertEquals(1, sandbox.status().number("outbox", "running"));
        sandbox.write(sandbox.home().resolve("go"), "");
        List<String> ended = sandbox.diary().await("ended", 5).stream()
                .map(entry -> entry.rest())
                .toList();
        assertEquals(running, ended.get(0));
        assertTrue(running.startsWith("old "), running);
        Limits.throughout(Limits.QUIET)
                .until(() -> sandbox.diary().entries("ended").size() == 5);
        names.forEach(name -> assertTrue(Files.notExists(outbox.resolve(name))));
    }

    @Test
    void anItemThatWaitsForItsNextAttemptKeepsItsCount(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "note \"$1\" \"$REACTOR_ATTEMPT\"; [ \"$1\" = new ] || exit 75");
        sandbox.rule(
                "10.yaml", "outbox: {spool: ~/outbox, run: [deliver, old], retry: {delay: 300ms, max-delay: 1s}}\n");
        sandbox.expectLog("exited 75");
        sandbox.start();
        sandbox.write(outbox.resolve("item"), "");
        sandbox.diary().await("old", 2);
        sandbox.rule(
                "10.yaml", "outbox: {spool: ~/outbox, run: [deliver, new], retry: {delay: 300ms, max-delay: 1s}}\n");
        assertEquals(0, sandbox.ctl("reload").exit());
        int attempt = Integer.parseInt(sandbox.diary().await("new", 1).get(0).rest());
        assertTrue(attempt > 2, "attempt " + attempt);
        Limits.soon().until(() -> Files.notExists(outbox.resolve("item")));
    }

    @Test
    void anItemIsNotBegunOnceMoreWhenItsRuleGetsAnotherName(Sandbox sandbox) {
        sandbox.script("deliver", "note began; while [ ! -e \"$HOME/go\" ]; do sleep 0.1; done");
        Path outbox = sandbox.directory("outbox");
        sandbox.rule("10-outbox.yaml", "old: {spool: ~/outbox, run: [deliver]}\n");
        sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), "");
        sandbox.diary().await("began", 1);
        sandbox.rule("10-outbox.yaml", "new: {spool: ~/outbox, run: [deliver]}\n");
        assertEquals(0, sandbox.ctl("reload").exit());
        Limits.throughout(Limits.QUIET)
                .until(() -> sandbox.diary().entries("began").size() == 1);
        sandbox.write(sandbox.home().resolve("go"), "");
        Limits.soon().until(() -> Files.notExists(item));
        sandbox.write(outbox.resolve("next"), "");
        Limits.soon().until(() -> Files.notExists(outbox.resolve("next")));
        assertEquals(2, sandbox.diary().entries("began").size());
    }

    @Test
    void aRuleThatIsGoneIsServedNoMore(Sandbox sandbox) throws Exception {
        Path outbox = outbox(sandbox, DELIVER);
        sandbox.rule("20.yaml", "second: {spool: ~/second, run: [deliver, second]}\n");
        Path second = sandbox.directory("second");
        sandbox.start();
        Files.delete(sandbox.rules().resolve("20.yaml"));
        assertEquals(0, sandbox.ctl("reload").exit());
        sandbox.write(second.resolve("item"), "");
        sandbox.write(outbox.resolve("item"), "");
        sandbox.diary().await("old", 1);
        Limits.throughout(Limits.QUIET)
                .until(() -> sandbox.diary().entries("second").isEmpty());
        assertEquals(List.of("outbox"), sandbox.status().ruleNames());
    }

    @Test
    void reloadingAWatchWithoutChangeRunsNothing(Sandbox sandbox) {
        sandbox.directory("notes");
        sandbox.script("backup", "note ran");
        sandbox.rule("10.yaml", "notes: {watch: ~/notes, settle: 200ms, run: [backup]}\n");
        sandbox.start();
        Limits.soon().until(() -> !sandbox.status().busy("notes"));
        int before = sandbox.diary().entries("ran").size();
        for (int i = 0; i < 3; i++) {
            assertEquals(0, sandbox.ctl("reload").exit());
        }
        Limits.throughout(Limits.QUIET)
                .until(() -> sandbox.diary().entries("ran").size() == before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hangUpMeansReload(boolean good, Sandbox sandbox) {
        Path outbox = outbox(sandbox, DELIVER);
        ReactorProcess daemon = sandbox.start();
        if (good) {
            sandbox.rule("10.yaml", OUTBOX.replace("old", "new"));
            daemon.signal("HUP");
            Limits.soon().until(() -> {
                sandbox.write(outbox.resolve("item-" + System.nanoTime()), "");
                return !sandbox.diary().entries("new").isEmpty();
            });
        } else {
            sandbox.expectLog("10.yaml", "SIGHUP: 1 error; the previous rules stay");
            sandbox.rule("10.yaml", "nonsense\n");
            daemon.signal("HUP");
            daemon.awaitSaid("10.yaml:1:");
            sandbox.write(outbox.resolve("item"), "");
            sandbox.diary().await("old", 1);
        }
    }
}
