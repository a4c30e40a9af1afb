package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** A repository whose hook post-receive sends events; real pushes. */
@ExtendWith(SandboxExtension.class)
class GitHookIT {
    private static final Pattern UNKNOWN = Pattern.compile("reactor does not know of: (repo=\\S+ ref=\\S+ rev=\\S+)");

    /** A repository with the hook, which was pushed to once before it had it. */
    private static Recipes recipes(Sandbox sandbox, String... names) throws IOException {
        Recipes recipes = new Recipes(sandbox);
        for (String name : names) {
            recipes.site(name);
            Path hook = sandbox.home().resolve("git/" + name + ".git/hooks/post-receive");
            Files.copy(Recipes.PLACE.resolve("post-receive"), hook);
            assertTrue(Files.isExecutable(hook));
        }
        return recipes;
    }

    @Test
    void whatIsPushedIsPutInPlaceOneAfterAnother(Sandbox sandbox) throws IOException {
        Recipes recipes = recipes(sandbox, "site", "blog");
        sandbox.start();
        String second = recipes.commit("site", "second");
        assertEquals(0, recipes.push("site", "main").exit(), "and does not wait for the run");
        recipes.awaitBegun("site", 1);
        assertEquals("second", recipes.page("site"));
        String third = recipes.commit("site", "third");
        assertEquals(0, recipes.push("site", "main").exit());
        String other = recipes.commit("blog", "other");
        assertEquals(0, recipes.push("blog", "main").exit());
        recipes.awaitBegun("blog", 1);
        assertEquals(1, sandbox.status().number("deploy", "queued"));
        recipes.go();
        recipes.awaitRest();
        assertEquals("third", recipes.page("site"));
        assertEquals(
                List.of("begin site " + second, "end site " + second, "begin site " + third, "end site " + third),
                recipes.story("site"));
        assertEquals(List.of("begin blog " + other, "end blog " + other), recipes.story("blog"));
    }

    @Test
    void otherBranchesAndTagsPutNothingInPlace(Sandbox sandbox) throws IOException {
        Recipes recipes = recipes(sandbox, "site");
        recipes.go();
        sandbox.start();
        recipes.shell("cd work/site && git tag v1");
        assertEquals(
                0,
                recipes.push("site", "v1", "main:refs/heads/-\\$\\(odd\\)\\;name")
                        .exit());
        Limits.soon().until(() -> sandbox.status().number("deploy", "succeeded") == 1);
        String second = recipes.commit("site", "second");
        assertEquals(0, recipes.push("site", "main").exit());
        recipes.awaitBegun("site", 1);
        recipes.awaitRest();
        assertEquals(2, sandbox.status().number("deploy", "succeeded"));
        assertEquals(List.of("begin site " + second, "end site " + second), recipes.story("site"));
    }

    @Test
    void ofManyPushesTheNewestIsEnoughWhereTheRuleSaysSo(Sandbox sandbox) throws IOException {
        Recipes recipes = recipes(sandbox, "site");
        String rule = Files.readString(Recipes.PLACE.resolve("deploy.yaml"));
        String evicting = rule.replace("{sequential: \"{repo}\"}", "{evict: \"{repo} {ref}\"}");
        assertTrue(!evicting.equals(rule));
        sandbox.rule("10-deploy.yaml", evicting);
        var daemon = sandbox.start();
        String first = recipes.commit("site", "1");
        recipes.push("site", "main");
        recipes.awaitBegun("site", 1);
        recipes.commit("site", "2");
        recipes.push("site", "main");
        String last = recipes.commit("site", "3");
        recipes.push("site", "main");
        Limits.soon().until(() -> sandbox.status().number("deploy", "queued") == 1);
        recipes.push("site", "main:side");
        recipes.go();
        recipes.awaitBegun("site", 2);
        recipes.awaitRest();
        List<String> story =
                List.of("begin site " + first, "end site " + first, "begin site " + last, "end site " + last);
        assertEquals(story, recipes.story("site"), "the side branch has not put out the main one");
        Limits.soon().until(() -> waiting(sandbox).isEmpty());
        daemon.term();
        daemon.awaitExit();
        sandbox.start();
        recipes.awaitRest();
        assertEquals(story, recipes.story("site"), "what was evicted does not come back");
    }

    private static List<Path> waiting(Sandbox sandbox) throws IOException {
        try (var events = Files.list(sandbox.state().resolve("events/deploy"))) {
            return events.toList();
        }
    }

    @Test
    void withoutADaemonThePushIsDoneAndWhoPushedIsTold(Sandbox sandbox) throws IOException {
        Recipes recipes = recipes(sandbox, "site");
        recipes.go();
        String second = recipes.commit("site", "second");
        Ended push = recipes.push("site", "main");
        assertEquals(0, push.exit(), push::toString);
        assertEquals(second, recipes.shell("git -C git/site.git rev-parse main").strip());
        assertTrue(push.err().contains("no daemon is listening"), push::toString);
        Matcher unknown = UNKNOWN.matcher(push.err());
        assertTrue(unknown.find(), push::toString);
        sandbox.start();
        recipes.shell("reactorctl emit push " + unknown.group(1));
        recipes.awaitBegun("site", 1);
        recipes.awaitRest();
        assertEquals("second", recipes.page("site"));
    }

    @Test
    void withoutAnEnvironmentTheRepositorySaysWhereThingsAre(Sandbox sandbox) throws IOException {
        Recipes recipes = recipes(sandbox, "site");
        recipes.go();
        sandbox.start();
        recipes.shell("cd git/site.git && git config reactor.program '" + Program.reactorctl()
                + "' && git config reactor.socket '" + sandbox.socket() + "'");
        String second = recipes.commit("site", "second");
        Ended push =
                sandbox.shell("cd work/site && exec env -i ${JAVA_HOME:+JAVA_HOME=\"$JAVA_HOME\"} PATH=/usr/bin:/bin"
                        + " git push --quiet origin main");
        assertEquals(0, push.exit(), push::toString);
        assertEquals("", push.said());
        recipes.awaitBegun("site", 1);
        recipes.awaitRest();
        assertEquals(List.of("begin site " + second, "end site " + second), recipes.story("site"));
    }
}
