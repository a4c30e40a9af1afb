package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The doctor: well is 0, and whatever is made ill is named, with what to do. */
@ExtendWith(SandboxExtension.class)
class DoctorIT {
    /** What the machine that runs the tests may lack. */
    private static final Set<String> OF_THE_MACHINE =
            Set.of("inotify", "limits", "control groups", "clock", "linger", "D-Bus");

    private static void mode(Path path, String mode) {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static Sandbox installed(Sandbox sandbox) {
        sandbox.outbox("", ":");
        mode(sandbox.rules().resolve("10-outbox.yaml"), "rw-------");
        mode(sandbox.directory("runtime"), "rwx------");
        return sandbox.env("XDG_RUNTIME_DIR", sandbox.directory("runtime").toString());
    }

    private static JsonObject examined(Sandbox sandbox, int exit) {
        Ended ended = sandbox.ctl("doctor", "--json");
        assertEquals(exit, ended.exit(), ended::toString);
        assertEquals("", ended.err());
        return JsonParser.parseString(ended.out()).getAsJsonObject();
    }

    /** The names of what is not well. */
    private static Set<String> ill(JsonObject answer) {
        Set<String> names = new TreeSet<>();
        for (JsonElement one : answer.getAsJsonArray("checks")) {
            JsonObject check = one.getAsJsonObject();
            boolean ok = check.get("state").getAsString().equals("ok");
            assertEquals(ok, check.get("advice").isJsonNull(), check::toString);
            assertFalse(check.get("detail").getAsString().isEmpty(), check::toString);
            if (!ok) {
                names.add(check.get("name").getAsString());
            }
        }
        return names;
    }

    private static void assertTold(Ended ended, String... parts) {
        assertEquals(1, ended.exit(), ended::toString);
        assertEquals("", ended.err());
        for (String part : parts) {
            assertTrue(ended.out().contains(part), () -> part + " is not in\n" + ended);
        }
    }

    @Test
    void whereAllIsWellItExitsZero(Sandbox sandbox) throws IOException {
        installed(sandbox).start();
        Ended json = sandbox.ctl("doctor", "--json");
        JsonObject answer = JsonParser.parseString(json.out()).getAsJsonObject();
        assertEquals(1, answer.get("format_version").getAsInt());
        Set<String> ill = ill(answer);
        if (Files.getFileStore(sandbox.state()).type().equals("tmpfs")) {
            assertTrue(ill.remove("state directory"), "that state in memory is lost at a boot was not told");
        }
        ill.removeAll(OF_THE_MACHINE);
        assertEquals(Set.of(), ill, json::toString);
        boolean fine = answer.get("fine").getAsBoolean();
        assertEquals(fine ? 0 : 1, json.exit());
        Ended text = sandbox.ctl("doctor");
        assertEquals(json.exit(), text.exit());
        assertEquals(
                answer.getAsJsonArray("checks").size(),
                text.out()
                        .lines()
                        .filter(line -> line.matches("(ok  |warn|FAIL)  .*"))
                        .count());
        assertTrue(text.out().contains("rule outbox"), text::toString);
        assertEquals(fine, sandbox.ctl("doctor", "--quiet").out().isEmpty());
    }

    @Test
    void withoutADaemonItLooksAtTheRest(Sandbox sandbox) {
        installed(sandbox);
        Ended none = sandbox.ctl("doctor");
        assertTold(none, "warn  daemon", "there is no socket at " + sandbox.socket(), "-> start it: reactorctl server");
        assertTrue(none.out().contains("rule outbox"), none::toString);
        sandbox.start().kill9();
        assertTold(sandbox.ctl("doctor"), "warn  daemon", "the socket is stale");
    }

    @Test
    void aStoppedDaemonDoesNotStopIt(Sandbox sandbox) {
        ReactorProcess daemon = installed(sandbox).start();
        daemon.signal("STOP");
        long start = System.nanoTime();
        Ended ended = sandbox.ctl("doctor", "--timeout", "4s");
        double seconds = (System.nanoTime() - start) / 1e9;
        daemon.signal("CONT");
        assertTold(ended, "FAIL  daemon", "kill -CONT " + daemon.pid(), "rule outbox");
        assertTrue(seconds < 10, "it took " + seconds + " s");
    }

    @Test
    void aMistakeInARuleFileIsShown(Sandbox sandbox) {
        installed(sandbox);
        mode(sandbox.rule("20.yaml", "other:\n  spol: ~/outbox\n  run: [deliver]\n"), "rw-------");
        assertTold(sandbox.ctl("doctor"), "FAIL  rule files", "20.yaml:2:3: ", "-> did you mean 'spool'?");
    }

    @Test
    void aCommandThatIsGoneIsNamedWithItsRule(Sandbox sandbox) throws IOException {
        installed(sandbox).start();
        Files.delete(sandbox.home().resolve("bin/deliver"));
        assertTold(sandbox.ctl("doctor"), "FAIL  rule outbox", "there is no program 'deliver' in its PATH");
        assertTrue(ill(examined(sandbox, 1)).contains("rule outbox"));
    }

    @Test
    void aCommandIsLookedForWhereTheDaemonDoes(Sandbox sandbox) {
        installed(sandbox).start();
        Ended ended = sandbox.client("doctor").env("PATH", "/usr/bin:/bin").run();
        assertTrue(ended.out().contains("run " + sandbox.home() + "/bin/deliver"), ended::toString);
    }

    @Test
    void theDaemonsOwnPlacesAreLookedAt(Sandbox sandbox) {
        installed(sandbox);
        Path others = sandbox.directory("others");
        mode(others, "rwx------");
        mode(sandbox.write(others.resolve("1.yaml"), "elsewhere: {watch: ~/bin, run: [deliver]}\n"), "rw-------");
        sandbox.start("--rules", others.toString());
        String out = sandbox.ctl("doctor").out();
        assertTrue(out.contains("rule elsewhere") && !out.contains("rule outbox"), out);
    }

    @Test
    void rulesThatEverybodyMayWriteAreTold(Sandbox sandbox) {
        installed(sandbox);
        mode(sandbox.rules(), "rwxrwxrwx");
        assertTold(sandbox.ctl("doctor"), "FAIL  rules directory", "by everybody", "chmod go-w " + sandbox.rules());
        mode(sandbox.rules(), "rwx------");
        mode(sandbox.rules().resolve("10-outbox.yaml"), "rw-rw-rw-");
        assertTold(sandbox.ctl("doctor"), "FAIL  rule files", "10-outbox.yaml", "chmod go-w");
    }

    @Test
    void aFullDiskIsTold(Sandbox sandbox) {
        installed(sandbox);
        Ended ended = sandbox.shell("unshare -Urm sh -c 'mount -t tmpfs -o size=2m none outbox;"
                + " head -c 4m /dev/zero >outbox/big 2>/dev/null; exec \"$0\" doctor' " + Program.reactorctl());
        assertTold(ended, "FAIL  rule outbox", "is full (tmpfs, 0 B free)", "-> make room: df -h ");
    }

    @Test
    void aFileSystemThatHangsDoesNotStopIt(Sandbox sandbox) {
        Program.require("bindfs", "bindfs");
        installed(sandbox);
        sandbox.directory("behind");
        long start = System.nanoTime();
        Ended ended = sandbox.shell("unshare -Urm sh -c 'bindfs -f behind outbox & server=$!;"
                + " until mountpoint -q outbox; do sleep 0.1; done;"
                + " kill -STOP $server; \"$0\" doctor --timeout 8s; exit=$?; kill -KILL $server; exit $exit' "
                + Program.reactorctl());
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTold(ended, "looking at it took too long", "findmnt", "ok    inotify");
        assertTrue(seconds < 20, "it took " + seconds + " s");
    }

    @Test
    void whoHasNoRuntimeDirectoryIsTold(Sandbox sandbox) {
        installed(sandbox).without("XDG_RUNTIME_DIR").without("REACTOR_SOCKET");
        boolean root = sandbox.shell("id -u").out().strip().equals("0");
        if (root) {
            Program.require("setpriv", "util-linux");
            assertEquals(0, sandbox.shell("chown -R nobody ~/..").exit());
            sandbox.startWith("setpriv", "--reuid=nobody", "--clear-groups");
        }
        assertTold(sandbox.ctl("doctor"), "warn  XDG_RUNTIME_DIR", "is not set here");
    }

    @Test
    void whatWasGivenUpIsToldAsLongAsItLies(Sandbox sandbox) {
        Path outbox = installed(sandbox).outbox("  retry: never\n", "exit 1");
        mode(sandbox.rules().resolve("10-outbox.yaml"), "rw-------");
        sandbox.expectLog("exited 1", "given up").start();
        sandbox.write(outbox.resolve("item"), "text");
        Limits.soon().until(() -> Files.exists(outbox.resolve(".failed/item.reason")));
        assertTold(sandbox.ctl("doctor"), "warn  rule outbox", "1 item given up", "reactorctl retry outbox");
    }

    @Test
    void whatMayNotBeReadIsTold(Sandbox sandbox) {
        installed(sandbox);
        assertEquals(0, sandbox.shell("chmod 500 outbox").exit());
        if (sandbox.shell("id -u").out().strip().equals("0")) {
            assertEquals(0, sandbox.shell("chown -R nobody ~/..").exit());
            sandbox.startWith("setpriv", "--reuid=nobody", "--clear-groups");
        }
        assertTold(sandbox.ctl("doctor"), "FAIL  rule outbox", "may not be written", "chmod u+w ");
        assertEquals(0, sandbox.shell("chmod 700 outbox").exit());
    }

    @Test
    void namesCannotPaintTheTerminal(Sandbox sandbox) throws IOException {
        installed(sandbox);
        Path odd = Files.createDirectory(sandbox.home().resolve("a\u001b[31m\nb"));
        mode(odd, "rwx------");
        mode(sandbox.rule("20.yaml", "odd: {watch: \"~/a\\e[31m\\nb\", run: [\"de\\eliver\"]}\n"), "rw-------");
        Ended ended = sandbox.ctl("doctor");
        assertTold(ended, "FAIL  rule odd", "de\\x1bliver");
        assertFalse(ended.out().contains("\u001b"), ended::toString);
    }
}
