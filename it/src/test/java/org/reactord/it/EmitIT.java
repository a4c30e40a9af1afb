package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Events that somebody sends. */
@ExtendWith(SandboxExtension.class)
class EmitIT {
    private static final String DEPLOY = """
            deploy:
              event: deploy
              run: [deliver]
            """;

    @Test
    void theCommandGetsTheKeysAndStandardInput(Sandbox sandbox) {
        sandbox.script("deliver", "note got \"$REACTOR_EVENT $REACTOR_REPO $REACTOR_PULL_REQUEST $(cat | od -An -c)\"");
        sandbox.rule("10-deploy.yaml", DEPLOY);
        sandbox.start();
        Ended sent = sandbox.shell("printf 'a\\377\\0b' | '" + Program.reactorctl()
                + "' emit deploy 'repo=http://x//y z' pull-request=7 --stdin");
        assertEquals(0, sent.exit(), sent::toString);
        assertEquals("", sent.out());
        sandbox.diary().await("got", 1);
        String got = sandbox.diary().entries().get(0).toString();
        assertTrue(got.contains("deploy http://x//y z 7"), got);
        assertTrue(got.replaceAll(" +", " ").contains("a 377 \\0 b"), got);
        assertEquals(4, sandbox.ctl("emit", "nobody").exit());
    }

    @Test
    void eventsComeInOrderOneAtATimeAndOutliveAKill(Sandbox sandbox) throws IOException {
        sandbox.script("deliver", "note got \"$REACTOR_N\"");
        sandbox.rule("10-deploy.yaml", DEPLOY);
        var daemon = sandbox.start();
        sandbox.ctl("pause", "deploy");
        for (int i = 0; i < 5; i++) {
            assertEquals(0, sandbox.ctl("emit", "deploy", "n=" + i).exit());
        }
        daemon.kill9();
        sandbox.expectLog("still paused");
        sandbox.start();
        assertEquals(0, sandbox.ctl("resume", "deploy").exit());
        sandbox.diary().await("got", 5);
        List<String> told =
                sandbox.diary().entries().stream().map(Object::toString).toList();
        for (int i = 0; i < 5; i++) {
            assertTrue(told.get(i).contains(Integer.toString(i)), told::toString);
        }
        Limits.soon().until(() -> {
            try (var left = Files.list(sandbox.state().resolve("events/deploy"))) {
                return left.findAny().isEmpty();
            }
        });
    }

    @Test
    void whatFailsIsSetAsideAndComesBackWithRetry(Sandbox sandbox) {
        sandbox.expectLog("exited 1");
        sandbox.script("deliver", "note tried; [ -e \"$HOME/fine\" ]");
        sandbox.rule("10-deploy.yaml", DEPLOY);
        sandbox.start();
        sandbox.ctl("emit", "deploy");
        Limits.soon().until(() -> sandbox.status().number("deploy", "given_up") == 1);
        sandbox.write(sandbox.home().resolve("fine"), "");
        assertEquals(0, sandbox.ctl("retry", "deploy").exit());
        Limits.soon().until(() -> sandbox.status().number("deploy", "succeeded") == 1);
    }
}
