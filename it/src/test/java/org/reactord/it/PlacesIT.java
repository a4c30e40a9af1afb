package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Where the daemon keeps what, for whom it runs, and how little it needs of its surroundings. */
@ExtendWith(SandboxExtension.class)
class PlacesIT {
    private static final String OUTBOX = "outbox: {spool: ~/outbox, run: [deliver]}\n";

    private static Path outbox(Sandbox sandbox) {
        sandbox.script("deliver", "cat >\"$HOME/got\" && note delivered");
        sandbox.rule("10.yaml", OUTBOX);
        return sandbox.directory("outbox");
    }

    /** Runs everything from here on as a user without rights, who owns the sandbox, from a copy of the tree. */
    private static Path asNobody(Sandbox sandbox) {
        Path copy = sandbox.root().resolve("a tree/reactor");
        assertEquals(
                0,
                sandbox.shell("cd .. && mkdir 'a tree' && cp -R '" + Program.reactorHome()
                                + "' 'a tree/reactor' && chmod -R a+rX 'a tree'")
                        .exit());
        if (sandbox.shell("id -u").out().equals("0\n")) {
            Program.require("setpriv", "util-linux");
            assertEquals(0, sandbox.shell("chown -R 65534:65534 ..").exit());
            sandbox.startWith("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        }
        return copy;
    }

    @Test
    void severalDaemonsRunSideBySide(Sandbox one, Sandbox other) {
        Path first = outbox(one);
        Path second = outbox(other);
        ReactorProcess a = one.start();
        ReactorProcess b = other.start();
        one.write(first.resolve("item"), "");
        other.write(second.resolve("item"), "");
        one.diary().await("delivered", 1);
        other.diary().await("delivered", 1);
        assertTrue(one.ctl("info").out().contains(Long.toString(a.pid())));
        assertTrue(other.ctl("info").out().contains(Long.toString(b.pid())));
        assertEquals(0, one.ctl("shutdown").exit());
        assertTrue(b.alive());
    }

    @Test
    void aUserWithoutRightsStartsItFromACopyWithNothingInPlace(Sandbox sandbox) throws IOException {
        Path runtime = Files.createDirectory(sandbox.root().resolve("runtime"));
        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwx------"));
        Path outbox = outbox(sandbox);
        Path rules = sandbox.directory(".config/reactor/rules.d");
        sandbox.write(rules.resolve("10.yaml"), OUTBOX);
        for (String name : List.of("REACTOR_RULES", "REACTOR_STATE", "REACTOR_SOCKET")) {
            sandbox.without(name);
        }
        sandbox.env("XDG_RUNTIME_DIR", runtime.toString());
        Path copy = asNobody(sandbox);
        sandbox.program(copy.resolve("bin/reactorctl"));
        sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), "text");
        assertEquals(
                0, sandbox.exec(List.of("chmod", "644", item.toString())).run().exit());
        sandbox.diary().await("delivered", 1);
        Limits.soon().until(() -> Files.notExists(item));
        Ended info = sandbox.ctl("info");
        assertEquals(0, info.exit(), info::toString);
        for (Path place : List.of(
                rules, sandbox.home().resolve(".local/state/reactor"), runtime.resolve("reactor/control.sock"))) {
            assertTrue(Files.exists(place), place::toString);
            assertTrue(info.out().contains(place.toString()), () -> place + " is not in\n" + info);
        }
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(runtime.resolve("reactor"))));
        assertEquals(0, sandbox.ctl("shutdown").exit());
    }

    @Test
    void namesBeyondAsciiNeedNoLocale(Sandbox sandbox) {
        Path outbox = outbox(sandbox);
        sandbox.env("LC_ALL", "C").without("LANG");
        sandbox.script("deliver", "cat >\"$HOME/got-$REACTOR_NAME\" && note delivered");
        sandbox.start();
        String write =
                "name=$(printf 'sch\\303\\266n \\342\\202\\254') && echo text >\"aside-$name\" && mv \"aside-$name\" ";
        assertEquals(0, sandbox.shell(write + "\"outbox/$name\"").exit());
        sandbox.diary().await("delivered", 1);
        Limits.soon().until(() -> sandbox.shell("ls '" + outbox + "'").out().isEmpty());
        Ended kept = sandbox.shell("cat \"got-$(printf 'sch\\303\\266n \\342\\202\\254')\"");
        assertEquals("text\n", kept.out());
        assertEquals(0, sandbox.ctl("status").exit());
    }

    @Test
    void aLinkToTheProgramIsAsGoodAsTheProgram(Sandbox sandbox) throws IOException {
        Path link = sandbox.home().resolve("bin/reactorctl");
        Files.createSymbolicLink(link, Program.reactorctl());
        Ended ended = sandbox.shell("cd / && reactorctl --version");
        assertEquals(0, ended.exit(), ended::toString);
        assertTrue(ended.out().matches("(?s).*\\d+\\.\\d+.*"), ended::toString);
    }

    @Test
    void aFullStateDiskLosesNoItem(Sandbox sandbox) {
        Program.require("unshare", "util-linux");
        Path outbox = outbox(sandbox);
        sandbox.expectLog("(?i)no space left|state");
        sandbox.startWith(
                "unshare",
                "--mount",
                "--map-root-user",
                "--user",
                "/bin/sh",
                "-c",
                "mount -t tmpfs -o size=64k,mode=700 none \"$REACTOR_STATE\" && "
                        + "dd if=/dev/zero of=\"$REACTOR_STATE/ballast\" bs=4k 2>/dev/null; exec \"$@\"",
                "sh");
        ReactorProcess daemon = sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), "text");
        sandbox.diary().await("delivered", 1);
        Limits.soon().until(() -> Files.notExists(item));
        Limits.throughout(Limits.QUIET)
                .until(() -> sandbox.diary().entries("delivered").size() == 1);
        assertTrue(daemon.alive());
        Ended status = sandbox.ctl("status");
        assertEquals(1, status.exit(), status::toString);
        assertTrue(status.out().contains("The state directory takes nothing"), status::toString);
    }
}
