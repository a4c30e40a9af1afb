package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Processes;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Where a control group was delegated to the daemon, nothing that a command has started outlives its end. */
@ExtendWith(SandboxExtension.class)
class CgroupIT {
    private static final List<Path> HIERARCHIES = List.of(Path.of("/sys/fs/cgroup"), Path.of("/sys/fs/cgroup/unified"));

    /** Twice away from its parents, in a session of its own, and without the environment that it was given. */
    private static final String ESCAPE =
            "(setsid env -i /bin/sh -c '/bin/echo $$ >'$HOME'/escaped; exec /bin/sleep 300' >/dev/null 2>&1 &) ; "
                    + "while [ ! -s ~/escaped ]; do sleep 0.05; done; ";

    private Path delegated = Path.of("/nowhere");

    @BeforeEach
    void delegate() throws IOException {
        Path hierarchy = HIERARCHIES.stream()
                .filter(root -> Files.exists(root.resolve("cgroup.controllers")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("this test needs a mounted cgroup v2 hierarchy"));
        delegated = Files.createTempDirectory(hierarchy, "reactor-it");
    }

    /** What is left is looked at before the harness ends the daemon, so it is removed by whoever comes last. */
    @AfterEach
    void removeGroups() {
        Limits.soon().until(() -> {
            remove(delegated);
            return Files.notExists(delegated);
        });
    }

    private static void remove(Path group) {
        try (Stream<Path> inner = Files.list(group)) {
            inner.filter(Files::isDirectory).forEach(CgroupIT::remove);
            Files.delete(group);
        } catch (IOException stillPopulated) {
            return;
        }
    }

    /** A command is moved as soon as there is one, which may be a moment after it begins. */
    private static final String MOVED = "until grep -q /run- /proc/self/cgroup; do :; done; ";

    private Path outbox(Sandbox sandbox, String keys, String script) {
        sandbox.script("deliver", script);
        sandbox.rule("10-outbox.yaml", "outbox:\n  spool: ~/outbox\n  run: [deliver]\n" + keys);
        return sandbox.directory("outbox");
    }

    private void startInside(Sandbox sandbox) {
        sandbox.startWith("/bin/sh", "-c", "echo $$ >" + delegated + "/cgroup.procs && exec \"$@\"", "sh");
    }

    private static long escaped(Sandbox sandbox) {
        Path file = sandbox.home().resolve("escaped");
        Limits.soon().until(() -> Files.exists(file) && Files.size(file) > 1);
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static void stop(ReactorProcess daemon) {
        daemon.term();
        daemon.awaitExit();
    }

    private List<String> groups() throws IOException {
        try (Stream<Path> all = Files.walk(delegated)) {
            return all.filter(Files::isDirectory)
                    .map(path -> delegated.relativize(path).toString())
                    .filter(name -> !name.isEmpty())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void anEscapedGrandchildEndsAtTheTimeout(Sandbox sandbox) throws IOException {
        Path outbox = outbox(
                sandbox, "  timeout: 2s\n  retry: {delay: 1m}\n", ESCAPE + "trap '' TERM; while :; do sleep 1; done");
        sandbox.expectLog("timed out after 2s", "still running after 2s");
        startInside(sandbox);
        ReactorProcess daemon = sandbox.start();
        String info = sandbox.ctl("info").out();
        assertTrue(info.contains("posix_spawn, a control group for each run"), info);
        sandbox.write(outbox.resolve("item"), "item");
        long escaped = escaped(sandbox);
        // Who forks at once is found in the daemon's group, and follows a moment later.
        Path where = Path.of("/proc/" + escaped + "/cgroup");
        Limits.soon().until(() -> Files.readString(where), text -> text.contains("/reactor-" + daemon.pid() + "/run-"));
        Limits.within(Limits.SOON.plusSeconds(5)).until(() -> !Processes.alive(escaped));
        Limits.within(Limits.SOON.plusSeconds(5)).until(() -> sandbox.status().number("outbox", "running") == 0);
        Limits.soon().until(() -> groups().size() == 2);
        stop(daemon);
        assertEquals(List.of(), groups());
    }

    @Test
    void whoIsLeftBehindEndsWithTheCommand(Sandbox sandbox) throws IOException {
        Path outbox = outbox(sandbox, "", ESCAPE + "note ended");
        startInside(sandbox);
        ReactorProcess daemon = sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), "item");
        long escaped = escaped(sandbox);
        Limits.soon().until(() -> Files.notExists(item));
        Limits.soon().until(() -> !Processes.alive(escaped));
        stop(daemon);
        assertEquals(List.of(), groups());
    }

    @Test
    void whatADaemonThatWasKilledHasLeftIsRemoved(Sandbox sandbox) throws IOException {
        Path outbox =
                outbox(sandbox, "", "[ $REACTOR_ATTEMPT = 2 ] || { " + ESCAPE + " sleep 2; kill $(cat ~/escaped); }");
        sandbox.expectLog("still runs \\(pid");
        startInside(sandbox);
        ReactorProcess first = sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), "item");
        escaped(sandbox);
        first.kill9();
        ReactorProcess second = sandbox.start();
        Limits.soon().until(() -> Files.notExists(item));
        stop(second);
        assertEquals(List.of(), groups());
    }

    /** One who was forked in the moment of the kill has not been moved, and keeps the killed daemon's own group. */
    @Test
    void whereSomebodyStillLivedAtTheStartIsRemovedAtTheStop(Sandbox sandbox) throws Exception {
        outbox(sandbox, "", ":");
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path left = Files.createDirectories(delegated.resolve("reactor-" + dead.pid() + "/daemon"));
        Process lives = new ProcessBuilder("sleep", "300").start();
        Files.writeString(left.resolve("cgroup.procs"), Long.toString(lives.pid()));
        startInside(sandbox);
        ReactorProcess daemon = sandbox.start();
        assertTrue(Files.isDirectory(left), "somebody lives there");
        lives.destroyForcibly().waitFor();
        stop(daemon);
        assertEquals(List.of(), groups());
    }

    private void startInItAsNobody(Sandbox sandbox) {
        sandbox.startWith(
                "/bin/sh",
                "-c",
                "echo $$ >" + delegated + "/cgroup.procs && exec setpriv --reuid=nobody --clear-groups \"$@\"",
                "sh");
    }

    @Test
    void aDaemonWithoutPrivilegesUsesWhatWasGivenToIt(Sandbox sandbox) throws IOException {
        Program.require("setpriv", "util-linux");
        Path outbox = outbox(sandbox, "", MOVED + "cat /proc/self/cgroup >~/where; " + ESCAPE);
        sandbox.shell("chown -R nobody ~/.. && chown nobody " + delegated + " " + delegated + "/cgroup.procs");
        startInItAsNobody(sandbox);
        ReactorProcess daemon = sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), "item");
        sandbox.shell("chown nobody ~/outbox/item");
        Limits.soon().until(() -> Files.notExists(item));
        String where = Files.readString(sandbox.home().resolve("where"));
        assertTrue(where.contains("/run-1-"), where);
        long escaped = escaped(sandbox);
        Limits.soon().until(() -> !Processes.alive(escaped));
        stop(daemon);
    }

    @Test
    void withoutOneTheSessionIsAllThereIs(Sandbox sandbox) throws IOException {
        outbox(sandbox, "", ":");
        sandbox.shell("chown -R nobody ~/..");
        startInItAsNobody(sandbox);
        ReactorProcess daemon = sandbox.start();
        String info = sandbox.ctl("info").out();
        assertTrue(info.contains("posix_spawn, a session for each run"), info);
        assertEquals(List.of(), groups());
        stop(daemon);
    }
}
