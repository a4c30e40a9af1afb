package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** What is pending is taken along to another state directory. */
@ExtendWith(SandboxExtension.class)
class DumpIT {
    private static Ended restore(Sandbox sandbox, Path dump) {
        return sandbox.shell("'" + Program.reactorctl() + "' restore <'" + dump + "'");
    }

    @Test
    void jobsAndEventsGoOnElsewhere(Sandbox sandbox) throws IOException {
        sandbox.expectLog("exited 3|still paused");
        sandbox.script(
                "deliver", "[ -e \"$HOME/fine\" ] || exit 3; note got \"$REACTOR_RULE $REACTOR_ATTEMPT $REACTOR_N\"");
        sandbox.rule("10.yaml", """
                notes:
                  watch: ~/notes
                  settle: 0s
                  retry: {delay: 1h}
                  run: [deliver]
                deploy:
                  event: deploy
                  run: [deliver]
                """);
        Path notes = sandbox.directory("notes");
        var first = sandbox.start();
        sandbox.ctl("pause", "deploy");
        sandbox.write(notes.resolve("a"), "x");
        Limits.soon().until(() -> sandbox.status().number("notes", "retrying") == 1);
        sandbox.ctl("emit", "deploy", "n=7");
        Ended dumped = sandbox.ctl("dump");
        assertEquals(0, dumped.exit(), dumped::toString);
        Path dump = sandbox.write(sandbox.home().resolve("dump"), dumped.out());
        first.term();
        first.awaitExit();
        Files.move(sandbox.state(), sandbox.home().resolve("old-state"));
        sandbox.start();
        sandbox.ctl("pause", "deploy");
        Path broken =
                sandbox.write(sandbox.home().resolve("broken"), dumped.out().replace("job\t", "job\tx"));
        Ended refused = restore(sandbox, broken);
        assertEquals(1, refused.exit());
        assertTrue(refused.err().contains("nothing was changed"), refused::toString);
        assertEquals(0, sandbox.status().number("notes", "retrying"));
        Ended restored = restore(sandbox, dump);
        assertEquals("1 job and 1 event restored\n", restored.out(), restored::toString);
        assertEquals(
                "0 jobs and 0 events restored; 2 were there already\n",
                restore(sandbox, dump).out());
        sandbox.write(sandbox.home().resolve("fine"), "");
        sandbox.ctl("retry", "notes");
        sandbox.ctl("resume", "deploy");
        sandbox.diary().await("got", 2);
        String told = sandbox.diary().entries().toString();
        assertTrue(told.contains("notes 2") && told.contains("deploy 1 7"), told);
    }
}
