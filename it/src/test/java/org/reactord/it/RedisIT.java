package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;
import org.reactord.it.harness.Service;

/** The rules of redis.yaml, with a real server, which stands still, dies and comes back. */
@ExtendWith(SandboxExtension.class)
class RedisIT {
    private static final int FILES = 60;

    private final int port = Service.freePort();

    private Service server(Sandbox sandbox) {
        List<String> command = List.of(
                Program.require("redis-server", "redis-server").toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                sandbox.directory("redis").toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always");
        return new Service(sandbox.exec(command), port);
    }

    /** The rules as they ship, and a redis-cli that finds the server of this case. */
    private void rules(Sandbox sandbox) throws IOException {
        sandbox.rule("10-redis.yaml", Files.readString(Recipes.PLACE.resolve("redis.yaml")));
        sandbox.script(
                "redis-cli", "exec " + Program.require("redis-cli", "redis-tools") + " -p " + port + " \"$@\"\n");
        sandbox.directory("To/redis");
        sandbox.directory("notes");
        sandbox.expectLog("exited 1", "though the daemon that began it has died");
    }

    /** Each word that somebody could read from a stream. */
    private static List<String> stream(Sandbox sandbox, String name) {
        Ended range = sandbox.shell("redis-cli -e XRANGE " + name + " - +");
        assertEquals(0, range.exit(), range::toString);
        return range.out().lines().toList();
    }

    private static List<String> names(Sandbox sandbox) {
        return stream(sandbox, "reactor:files").stream()
                .filter(line -> line.startsWith("content of "))
                .map(line -> line.substring("content of ".length()))
                .toList();
    }

    private static Items items(Sandbox sandbox) {
        return new Items(sandbox, "To/redis", "\n");
    }

    @Test
    void aServerThatIsDownLosesNothing(Sandbox sandbox) throws IOException {
        rules(sandbox);
        sandbox.start();
        Items items = items(sandbox);
        items.put(0, 3);
        sandbox.write(sandbox.home().resolve("notes/todo"), "milk");
        Limits.soon().until(() -> sandbox.status().number("files-to-redis", "retrying") == 3);
        Limits.soon().until(() -> sandbox.status().number("changes-to-redis", "retrying") == 1);
        try (Service redis = server(sandbox)) {
            redis.awaitOpen();
            assertEquals(0, sandbox.ctl("retry", "files-to-redis").exit());
            assertEquals(0, sandbox.ctl("retry", "changes-to-redis").exit());
            Limits.soon().until(() -> items.gone());
            Limits.soon().until(() -> !sandbox.status().busy("changes-to-redis"));
            assertEquals(Set.of("item-0", "item-1", "item-2"), Set.copyOf(names(sandbox)));
            assertTrue(stream(sandbox, "reactor:files").containsAll(List.of("job", "name", "file", "item-2")));
            String changes = String.join("\n", stream(sandbox, "reactor:changes"));
            assertTrue(changes.contains("\"path\":\"" + sandbox.home().resolve("notes/todo") + "\""), changes);
        }
    }

    /** As when another program has put something else under this name, or a disk over there is full. */
    @Test
    void anErrorThatTheServerAnswersIsAFailure(Sandbox sandbox) throws IOException {
        rules(sandbox);
        Items items = items(sandbox);
        try (Service redis = server(sandbox)) {
            redis.awaitOpen();
            assertEquals(0, sandbox.shell("redis-cli SET reactor:files x").exit());
            sandbox.start();
            items.put(0, 1);
            Limits.soon().until(() -> sandbox.status().number("files-to-redis", "retrying") == 1);
            assertEquals(0, sandbox.shell("redis-cli DEL reactor:files").exit());
            assertEquals(0, sandbox.ctl("retry", "files-to-redis").exit());
            Limits.soon().until(() -> items.gone());
            assertEquals(List.of("item-0"), names(sandbox));
        }
    }

    @Test
    void whoeverIsKilledEachFileArrives(Sandbox sandbox) throws IOException {
        rules(sandbox);
        Items items = items(sandbox);
        ReactorProcess daemon = sandbox.start();
        try (Service redis = server(sandbox)) {
            redis.awaitOpen();
            items.put(0, FILES);
            Limits.soon().until(() -> names(sandbox).size() >= FILES / 6);
            daemon.kill9();
            sandbox.start();
            int before = names(sandbox).size();
            Limits.soon().until(() -> names(sandbox).size() > Math.min(before, FILES - 1));
            redis.kill9();
        }
        items.put(FILES, FILES + 1);
        Limits.soon().until(() -> sandbox.status().number("files-to-redis", "retrying") > 0);
        try (Service redis = server(sandbox)) {
            redis.awaitOpen();
            Limits.soon().until(() -> sandbox.ctl("retry", "files-to-redis").exit() <= 1 && items.gone());
            Set<String> all = new HashSet<>();
            IntStream.rangeClosed(0, FILES).forEach(i -> all.add("item-" + i));
            assertEquals(all, Set.copyOf(names(sandbox)));
        }
    }
}
