package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** What is remembered of runs, and what their commands said. */
@ExtendWith(SandboxExtension.class)
class HistoryIT {
    private static JsonArray runs(Sandbox sandbox, String... more) {
        String[] line = new String[2 + more.length];
        line[0] = "history";
        line[1] = "--json";
        System.arraycopy(more, 0, line, 2, more.length);
        Ended ended = sandbox.ctl(line);
        assertEquals(0, ended.exit(), ended::toString);
        return JsonParser.parseString(ended.out()).getAsJsonObject().getAsJsonArray("runs");
    }

    @Test
    void runsAreRememberedOverAKillAndTheirNumbersGoOn(Sandbox sandbox) throws IOException {
        sandbox.expectLog("exited 3");
        Path outbox = sandbox.outbox(
                "  retry: {delay: 1h}\n",
                "echo said \"$REACTOR_NAME\"; echo moaned >&2; [ \"$REACTOR_NAME\" != bad ] || exit 3");
        var daemon = sandbox.start();
        sandbox.write(outbox.resolve("good"), "");
        sandbox.write(outbox.resolve("bad"), "");
        Limits.soon().until(() -> runs(sandbox).size() == 2);
        daemon.kill9();
        sandbox.start();
        sandbox.write(outbox.resolve("later"), "");
        Limits.soon().until(() -> runs(sandbox).size() >= 3);
        JsonObject failed = runs(sandbox, "--failed").get(0).getAsJsonObject();
        assertEquals("exited 3", failed.get("reason").getAsString());
        assertTrue(failed.get("path").getAsString().endsWith("/bad"));
        long run = failed.get("run").getAsLong();
        Ended output = sandbox.ctl("output", Long.toString(run));
        assertEquals("said bad\n", output.out(), output::toString);
        assertEquals("moaned\n", output.err(), output::toString);
        JsonArray all = runs(sandbox, "outbox");
        long last = all.get(all.size() - 1).getAsJsonObject().get("run").getAsLong();
        assertTrue(last > run, all::toString);
        assertEquals(0, runs(sandbox, "nobody").size());
        assertTrue(Files.readString(sandbox.state().resolve("history")).contains("exited 3"), "for cat, too");
        assertEquals("moaned\n", Files.readString(sandbox.state().resolve("output/" + run + ".err")));
        assertEquals(4, sandbox.ctl("output", "999999").exit());
    }

    @Test
    void aTerminalIsFilledAndNothingIsWiderThanIt(Sandbox sandbox) {
        Program.require("script", "bsdutils");
        Path outbox = sandbox.outbox("", "");
        sandbox.env("TERM", "xterm");
        sandbox.start();
        String name = "a-name-for-which-eighty-columns-are-too-few";
        sandbox.write(outbox.resolve(name), "");
        Limits.soon().until(() -> sandbox.status().number("outbox", "succeeded") == 1);
        for (int columns : new int[] {90, 250}) {
            String line = "stty cols " + columns + " && '" + Program.reactorctl() + "' history";
            Ended shown = sandbox.exec(List.of("script", "-q", "-e", "-c", line, "/dev/null"))
                    .run();
            assertEquals(0, shown.exit(), shown::toString);
            int widest = shown.out().lines().mapToInt(String::length).max().orElse(0);
            assertTrue(widest <= columns && widest > 80, shown::toString);
            assertEquals(
                    columns == 250, shown.out().contains(outbox.resolve(name).toString()), shown::toString);
        }
    }
}
