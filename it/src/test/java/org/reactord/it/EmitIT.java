package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Diary;
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

    private static final String BY_REPOSITORY = """
            deploy:
              event: deploy
              queue: {sequential: "{repo}"}
              run: [deploy]
            """;

    private static final String DEPLOY_WHEN_LET = """
            note begin "$REACTOR_REPO" "$REACTOR_N" "$(cat)"
            until [ -e "$HOME/go" ]; do sleep 0.05; done
            note end "$REACTOR_REPO" "$REACTOR_N"
            """;

    private static void send(Sandbox sandbox, String repository, String... numbers) {
        for (String number : numbers) {
            Ended sent = sandbox.shell("printf 'input %s' " + number + " | '" + Program.reactorctl()
                    + "' emit deploy --stdin repo='" + repository + "' n=" + number);
            assertEquals(0, sent.exit(), sent::toString);
        }
    }

    /** What was noted of one repository, in order. */
    private static List<String> story(Sandbox sandbox, String repository) {
        return sandbox.diary().entries().stream()
                .map(Diary.Entry::words)
                .filter(words -> words.contains(" " + repository + " "))
                .map(words -> words.replace(" " + repository, ""))
                .toList();
    }

    @Test
    void repositoriesGoSideBySideAndOneInItsOrderAlsoWhenTheDaemonIsKilled(Sandbox sandbox) {
        sandbox.script("deploy", DEPLOY_WHEN_LET);
        sandbox.rule("10-deploy.yaml", BY_REPOSITORY);
        var first = sandbox.start();
        send(sandbox, "me/site, the \"one\"", "1", "2", "3");
        send(sandbox, "me/blog", "1", "2");
        sandbox.diary().await("begin", 2);
        assertEquals(2, sandbox.status().number("deploy", "running"), "one of each");
        assertEquals(3, sandbox.status().number("deploy", "queued"));
        sandbox.expectLog("still runs \\(pid \\d+\\), though the daemon that began it has died");
        first.kill9();
        sandbox.start();
        send(sandbox, "me/site, the \"one\"", "4");
        send(sandbox, "me/shop", "1");
        Limits.soon().until(() -> !story(sandbox, "me/shop").isEmpty());
        assertEquals(3, sandbox.diary().entries("begin").size(), "nothing runs beside what the first daemon has left");
        sandbox.write(sandbox.home().resolve("go"), "");
        Limits.soon().until(() -> !sandbox.status().busy("deploy"));
        // What was running when the daemon died is run again, and goes behind those that were never tried.
        assertEquals(
                List.of(
                        "begin 1 input 1", "end 1",
                        "begin 2 input 2", "end 2",
                        "begin 3 input 3", "end 3",
                        "begin 4 input 4", "end 4",
                        "begin 1 input 1", "end 1"),
                story(sandbox, "me/site, the \"one\""));
        assertEquals(
                List.of("begin 1 input 1", "end 1", "begin 2 input 2", "end 2", "begin 1 input 1", "end 1"),
                story(sandbox, "me/blog"));
        assertEquals(List.of("begin 1 input 1", "end 1"), story(sandbox, "me/shop"));
    }

    @Test
    void eventsThatWaitKeepTheirOrderOverAKill(Sandbox sandbox) {
        sandbox.script("deploy", DEPLOY_WHEN_LET);
        sandbox.write(sandbox.home().resolve("go"), "");
        sandbox.rule("10-deploy.yaml", BY_REPOSITORY);
        var daemon = sandbox.start();
        sandbox.ctl("pause", "deploy");
        send(sandbox, "me/site", "1", "2");
        send(sandbox, "me/blog", "1");
        send(sandbox, "me/site", "3");
        daemon.kill9();
        sandbox.expectLog("still paused");
        sandbox.start();
        send(sandbox, "me/site", "4");
        assertEquals(0, sandbox.ctl("resume", "deploy").exit());
        sandbox.diary().await("end", 5);
        assertEquals(
                List.of(
                        "begin 1 input 1", "end 1",
                        "begin 2 input 2", "end 2",
                        "begin 3 input 3", "end 3",
                        "begin 4 input 4", "end 4"),
                story(sandbox, "me/site"));
        assertEquals(List.of("begin 1 input 1", "end 1"), story(sandbox, "me/blog"));
    }
}
