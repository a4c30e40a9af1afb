package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;
import org.reactord.it.harness.Webhook;

/** Webhooks as GitHub sends them, received by Debian's webhook, which checks them and sends events. */
@ExtendWith(SandboxExtension.class)
class WebhookIT {
    private static final String SECRET = "5d41402abc4b2a76b9719d911017c592";
    private static final Path HOOKS = Recipes.PLACE.resolve("hooks.json");

    private static Recipes recipes(Sandbox sandbox) throws IOException {
        Files.createSymbolicLink(sandbox.home().resolve("bin/reactor-push"), Recipes.PLACE.resolve("reactor-push"));
        return new Recipes(sandbox);
    }

    /** What GitHub sends of a push, as far as somebody reads it. */
    private static String payload(String repository, String revision) {
        return """
                {"ref": "refs/heads/main", "after": "%s", "repository": {"name": "x", "full_name": "%s"},
                 "head_commit": {"message": "grün, \\"quoted\\" and $(touch pwned)"}}
                """.formatted(revision, repository);
    }

    private static int push(Webhook webhook, String repository, String revision) {
        String body = payload(repository, revision);
        return webhook.send("push", body, Webhook.signature(SECRET, body));
    }

    @Test
    void onlyWhatIsSignedIsRunAndItGetsAllThatWasSent(Sandbox sandbox) throws IOException {
        Recipes recipes = recipes(sandbox);
        recipes.go();
        recipes.site("me/site");
        sandbox.script("keep", "cat >\"$HOME/payload\"; note kept \"$REACTOR_REPO $REACTOR_REF $REACTOR_REV\"");
        sandbox.rule("20-keep.yaml", "keep: {event: push, run: [keep]}");
        sandbox.start();
        String body = payload("me/site", "abc");
        try (Webhook webhook = new Webhook(sandbox, HOOKS, SECRET)) {
            assertEquals(403, webhook.send("push", body, ""), "not signed");
            List<String> wrong = List.of(
                    "sha256=" + "0".repeat(64),
                    "sha256=",
                    Webhook.signature("another secret", body),
                    Webhook.signature(SECRET, body + " "),
                    Webhook.signature("", body));
            for (String signature : wrong) {
                assertEquals(500, webhook.send("push", body, signature), signature);
            }
            assertEquals(200, webhook.send("ping", body, Webhook.signature(SECRET, body)));
            String incomplete = "{\"ref\": \"refs/heads/main\", \"after\": \"abc\"}";
            assertEquals(500, webhook.send("push", incomplete, Webhook.signature(SECRET, incomplete)));
            assertEquals(200, webhook.send("push", body, Webhook.signature(SECRET, body)));
        }
        sandbox.diary().await("kept", 1);
        recipes.awaitBegun("me/site", 1);
        recipes.awaitRest();
        assertEquals(List.of("begin me/site abc", "end me/site abc"), recipes.story("me/site"));
        assertEquals(
                List.of("me/site refs/heads/main abc"),
                sandbox.diary().rests("kept"),
                "and nothing of what came before");
        assertEquals(body, Files.readString(sandbox.home().resolve("payload"), StandardCharsets.UTF_8));
    }

    @Test
    void withoutASecretNobodyGetsIn(Sandbox sandbox) throws IOException {
        recipes(sandbox);
        sandbox.start();
        String body = payload("me/site", "abc");
        try (Webhook webhook = new Webhook(sandbox, HOOKS, "")) {
            assertEquals(500, webhook.send("push", body, Webhook.signature("", body)));
            assertEquals(403, webhook.send("push", body, ""));
        }
        assertFalse(sandbox.status().busy("deploy"));
        assertEquals(0, sandbox.status().number("deploy", "succeeded"));
    }

    @Test
    void repositoriesAreDeployedSideBySideAndThePushesOfOneInOrder(Sandbox sandbox) throws IOException {
        Recipes recipes = recipes(sandbox);
        recipes.site("me/site");
        recipes.site("me/blog");
        sandbox.start();
        try (Webhook webhook = new Webhook(sandbox, HOOKS, SECRET)) {
            for (String revision : List.of("1", "2", "3")) {
                assertEquals(200, push(webhook, "me/site", revision));
            }
            assertEquals(200, push(webhook, "me/blog", "1"));
        }
        recipes.awaitBegun("me/site", 1);
        recipes.awaitBegun("me/blog", 1);
        assertEquals(2, sandbox.status().number("deploy", "running"));
        assertEquals(2, sandbox.status().number("deploy", "queued"));
        recipes.go();
        recipes.awaitRest();
        assertEquals(
                List.of(
                        "begin me/site 1",
                        "end me/site 1",
                        "begin me/site 2",
                        "end me/site 2",
                        "begin me/site 3",
                        "end me/site 3"),
                recipes.story("me/site"));
        assertEquals(List.of("begin me/blog 1", "end me/blog 1"), recipes.story("me/blog"));
    }

    @Test
    void whatIsAnsweredWith200IsOnDiskAndWithoutADaemonItIsNot(Sandbox sandbox) throws IOException {
        Recipes recipes = recipes(sandbox);
        recipes.go();
        recipes.site("me/site");
        var daemon = sandbox.start();
        sandbox.ctl("pause", "deploy");
        try (Webhook webhook = new Webhook(sandbox, HOOKS, SECRET)) {
            assertEquals(200, push(webhook, "me/site", "1"));
            try (var events = Files.list(sandbox.state().resolve("events/deploy"))) {
                List<Path> waiting = events.toList();
                assertEquals(1, waiting.size(), waiting::toString);
                assertTrue(Files.readString(waiting.get(0)).endsWith(payload("me/site", "1")));
            }
            daemon.kill9();
            assertEquals(500, push(webhook, "me/site", "2"), "so that it can be delivered again");
            sandbox.expectLog("still paused");
            sandbox.start();
            assertEquals(200, push(webhook, "me/site", "2"));
        }
        assertEquals(0, sandbox.ctl("resume", "deploy").exit());
        recipes.awaitBegun("me/site", 2);
        recipes.awaitRest();
        assertEquals(
                List.of("begin me/site 1", "end me/site 1", "begin me/site 2", "end me/site 2"),
                recipes.story("me/site"));
    }
}
