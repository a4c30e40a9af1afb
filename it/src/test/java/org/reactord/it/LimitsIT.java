package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/**
 * Where the kernel allows too few watches, or no inotify instance, status says so and how many are needed; what is not
 * watched is compared, and watched once the limit has been raised. Limits are those of a user namespace.
 */
@ExtendWith(SandboxExtension.class)
class LimitsIT {
    private static final String WATCHES = "/proc/sys/user/max_inotify_watches";
    private static final String INSTANCES = "/proc/sys/user/max_inotify_instances";
    private static final Pattern NEEDED =
            Pattern.compile("degraded: user\\.max_inotify_watches is 30, about (\\d+) are needed;"
                    + " \\d+ directories are compared every 60s instead");
    /** Nothing tells the daemon that a limit was raised: it looks once a minute. */
    private static final Duration RETRY = Duration.ofSeconds(60).plus(Limits.SOON);

    private static final int DIRECTORIES = 40;

    // The greedy one stands first, so that it is not the order which protects the other.
    private static final String RULES = """
            notes:
              watch: ~/notes
              recursive: true
              settle: 300ms
              stdin: paths0
              run: [backup]
            outbox:
              spool: ~/outbox
              run: [deliver]
            """;

    private static ReactorProcess start(Sandbox sandbox, String file, int limit) {
        sandbox.script("deliver", "note delivered \"$REACTOR_NAME\"");
        sandbox.script("backup", "tr '\\0' '\\n' | while read -r path; do note told \"$path\"; done");
        sandbox.rule("10-rules.yaml", RULES);
        sandbox.directory("outbox");
        directories().forEach(name -> sandbox.directory("notes/" + name));
        return sandbox.confine("echo " + limit + " >" + file).start();
    }

    private static List<String> directories() {
        return IntStream.range(0, DIRECTORIES).mapToObj(i -> "d" + i + "/e").toList();
    }

    private static void awaitRoot(Sandbox sandbox, String rule, Pattern state, Duration limit) {
        Limits.within(limit)
                .alias(rule + " is " + state)
                .until(() -> state.matcher(sandbox.status().root(rule)).matches());
    }

    private static void awaitWatched(Sandbox sandbox, String rule) {
        awaitRoot(sandbox, rule, Pattern.compile("watched"), RETRY);
    }

    private static void write(Sandbox sandbox, String name) {
        directories()
                .forEach(directory -> sandbox.write(
                        sandbox.home().resolve("notes").resolve(directory).resolve(name), "text"));
    }

    private static void awaitToldOnceEach(Sandbox sandbox, String name, Duration limit) {
        Limits.within(limit)
                .alias("each " + name + " is told")
                .until(() -> told(sandbox, name).size() >= DIRECTORIES);
        Limits.soon().until(() -> !sandbox.status().busy("notes"));
        assertEquals(
                directories().stream()
                        .map(directory -> sandbox.home().resolve("notes") + "/" + directory + "/" + name)
                        .sorted()
                        .toList(),
                told(sandbox, name));
    }

    private static List<String> told(Sandbox sandbox, String name) {
        return sandbox.diary().rests("told").stream()
                .filter(path -> path.endsWith("/" + name))
                .sorted()
                .toList();
    }

    private static void awaitDelivered(Sandbox sandbox, String name, Duration limit) {
        sandbox.write(sandbox.home().resolve("outbox").resolve(name), "text");
        Limits.within(limit)
                .alias(name + " is delivered")
                .until(() -> sandbox.diary().count("delivered " + name) == 1);
    }

    private static void assertStatus(Sandbox sandbox, int exit, String part) {
        Ended status = sandbox.ctl("status");
        assertEquals(exit, status.exit(), status::toString);
        assertTrue(status.out().contains(part), status::toString);
    }

    private static void raise(Sandbox sandbox, ReactorProcess daemon, String file, String limit) {
        Ended ended = sandbox.within(daemon, "echo " + limit + " >" + file);
        assertEquals(0, ended.exit(), ended::toString);
    }

    /** Three daemons beside each other, so that the minute is waited for once. */
    @Test
    void whatCannotBeWatchedIsComparedAndHeals(Sandbox lasting, Sandbox healing, Sandbox without) {
        start(lasting, WATCHES, 30);
        ReactorProcess healed = start(healing, WATCHES, 30);
        ReactorProcess opened = start(without, INSTANCES, 0).expectWatchesMore(1);
        String needed = checkWatchLimit(lasting);
        checkWatchLimit(healing);
        checkInstanceLimit(without);
        raise(healing, healed, WATCHES, needed);
        raise(without, opened, INSTANCES, "1");

        awaitToldOnceEach(lasting, "unwatched", RETRY);
        assertStatus(lasting, 1, "is 30, about " + needed + " are needed");

        awaitWatched(healing, "notes");
        awaitToldOnceEach(healing, "unwatched", RETRY);
        assertStatus(healing, 0, "all fine");
        write(healing, "late");
        awaitToldOnceEach(healing, "late", Limits.SOON);

        awaitWatched(without, "notes");
        awaitWatched(without, "outbox");
        awaitToldOnceEach(without, "unwatched", RETRY);
        assertStatus(without, 0, "all fine");
        write(without, "late");
        awaitToldOnceEach(without, "late", Limits.SOON);
        assertEquals(1, without.diary().count("delivered found"));
        awaitDelivered(without, "heard", Limits.SOON);
    }

    /** The rest works meanwhile; returns how many watches are said to be needed. */
    private static String checkWatchLimit(Sandbox sandbox) {
        awaitRoot(sandbox, "notes", NEEDED, Limits.SOON);
        Matcher matcher = NEEDED.matcher(sandbox.status().root("notes"));
        assertTrue(matcher.matches());
        String needed = matcher.group(1);
        assertStatus(
                sandbox,
                1,
                "degraded: " + sandbox.home().resolve("notes") + ": user.max_inotify_watches is 30, about " + needed);
        assertEquals("watched", sandbox.status().root("outbox"));
        awaitDelivered(sandbox, "fine", Limits.SOON);
        write(sandbox, "unwatched");
        return needed;
    }

    private static void checkInstanceLimit(Sandbox sandbox) {
        Pattern degraded =
                Pattern.compile("degraded: user\\.max_inotify_instances is 0, and all are in use; at least one"
                        + " more is needed; .* compared every 60s instead");
        awaitRoot(sandbox, "notes", degraded, Limits.SOON);
        awaitRoot(sandbox, "outbox", degraded, Limits.SOON);
        assertStatus(sandbox, 1, "2 degraded");
        sandbox.write(sandbox.home().resolve("outbox/found"), "text");
        write(sandbox, "unwatched");
    }
}
