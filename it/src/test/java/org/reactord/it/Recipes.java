package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.reactord.it.harness.Diary;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;

/**
 * The recipes of reactor.recipes(7), as they stand in the package, in a sandbox: repositories {@code git/NAME.git}, what
 * their branch main is put into, {@code sites/NAME}, and {@code work/NAME}, where somebody works.
 *
 * <p>When a site has been put in place its own hook writes {@code begin NAME REV} into the diary, waits until the sites may
 * {@linkplain #go go}, and writes {@code end NAME REV}.
 */
final class Recipes {
    static final Path PLACE = Program.reactorHome().resolve("share/reactor/recipes");
    private static final String AS_ME = "git -c user.name=me -c user.email=me@example.org ";

    private final Sandbox sandbox;

    Recipes(Sandbox sandbox) throws IOException {
        Program.require("git", "git");
        this.sandbox = sandbox;
        sandbox.rule("10-deploy.yaml", Files.readString(PLACE.resolve("deploy.yaml")));
        Files.createSymbolicLink(sandbox.home().resolve("bin/reactorctl"), Program.reactorctl());
        sandbox.script("placed", """
                note begin "$1" "$REACTOR_REV"
                until [ -e "$HOME/go" ]; do sleep 0.05; done
                note end "$1" "$REACTOR_REV"
                """);
    }

    /** A repository with one commit, and what follows it. */
    void site(String name) {
        shell("git init --quiet --bare --initial-branch=main 'git/" + name + ".git'");
        shell("git clone --quiet 'git/" + name + ".git' 'work/" + name + "' 2>&1");
        shell("cd 'work/" + name + "' && git symbolic-ref HEAD refs/heads/main");
        commit(name, "first");
        assertEquals(0, push(name, "main").exit());
        shell("git clone --quiet 'git/" + name + ".git' 'sites/" + name + "'");
        Path hook = sandbox.home().resolve("sites/" + name + "/.git/hooks/post-checkout");
        sandbox.write(hook, "#!/bin/sh\nexec placed '" + name + "'\n");
        shell("chmod 755 '" + hook + "'");
    }

    /** Somebody commits a page with this text; the revision. */
    String commit(String name, String text) {
        sandbox.write(sandbox.home().resolve("work/" + name + "/page"), text);
        return shell("cd 'work/" + name + "' && git add page && " + AS_ME + "commit --quiet -m '" + text
                        + "' && git rev-parse HEAD")
                .strip();
    }

    Ended push(String name, String... what) {
        return sandbox.shell("cd 'work/" + name + "' && git push --quiet origin " + String.join(" ", what));
    }

    /** From now on sites are ready as soon as they are in place. */
    void go() {
        sandbox.write(sandbox.home().resolve("go"), "");
    }

    /** What is to be seen of a site. */
    String page(String name) throws IOException {
        return Files.readString(sandbox.home().resolve("sites/" + name + "/page"));
    }

    /** Waits until nothing of the rule waits or runs. */
    void awaitRest() {
        Limits.soon().until(() -> !sandbox.status().busy("deploy"));
    }

    /** What a site's hook wrote down, in order. */
    List<String> story(String name) {
        return sandbox.diary().entries().stream()
                .map(Diary.Entry::words)
                .filter(words -> words.matches("(begin|end) " + name + " .*"))
                .toList();
    }

    /** Waits until a site has been put in place and its hook goes on. */
    void awaitBegun(String name, int times) {
        Limits.soon()
                .until(() -> story(name).stream()
                                .filter(words -> words.startsWith("begin "))
                                .count()
                        >= times);
    }

    String shell(String line) {
        Ended ended = sandbox.shell(line);
        assertEquals(0, ended.exit(), () -> line + "\n" + ended);
        return ended.out();
    }
}
