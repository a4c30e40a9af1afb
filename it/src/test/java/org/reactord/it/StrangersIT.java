package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/**
 * Other users, and places that are theirs: who may ask, and where daemon and client look for one another. Only root can
 * be several users; for others the classes of {@code control} have tests of their own.
 */
@ExtendWith(SandboxExtension.class)
@EnabledIf("org.reactord.it.Users#isRoot")
class StrangersIT {
    /** Users who are nobody else's. */
    private static final int OWNER = 61_231;

    private static final int STRANGER = 61_232;

    private static void assertOneLine(int exit, Ended ended, String... parts) {
        assertEquals(exit, ended.exit(), ended::toString);
        assertEquals("", ended.out());
        assertEquals(1, ended.err().lines().count(), ended::toString);
        for (String part : parts) {
            assertTrue(ended.err().contains(part), () -> part + " is not in " + ended);
        }
    }

    @Test
    void aStrangerIsRefusedEvenWhereTheSocketCanBeReached(Sandbox sandbox) throws IOException {
        Program.require("nc", "netcat-openbsd");
        Users.live(sandbox, OWNER);
        sandbox.start();
        String ask = "echo '{\"request\":\"shutdown\",\"now\":true}' | ";
        String socket = "'" + sandbox.socket() + "'";
        Ended kept = sandbox.shell(ask + Users.as(STRANGER) + "nc -U " + socket);
        assertTrue(kept.err().contains("Permission denied"), kept::toString);
        assertEquals(0, sandbox.shell("chmod 755 ../run && chmod 666 " + socket).exit());
        Ended refused = sandbox.shell(ask + Users.as(STRANGER) + "nc -U " + socket);
        assertEquals(
                "{\"error\":\"only the user who runs the daemon, and root, may ask it\",\"exit\":2}\n", refused.out());
        for (String user : List.of("", Users.as(OWNER))) {
            Ended answered = sandbox.shell("echo '{\"request\":\"rules\"}' | " + user + "nc -U " + socket);
            assertEquals("{\"ok\":true,\"exit\":0}\n", answered.out());
        }
    }

    @Test
    void aDirectoryOfSomebodyElseIsNoPlaceForTheSocket(Sandbox sandbox) throws IOException {
        Path runtime = Files.createDirectory(sandbox.root().resolve("runtime"));
        Path theirs = Files.createDirectory(runtime.resolve("reactor"));
        Users.live(sandbox, OWNER);
        assertEquals(0, sandbox.shell("chown " + STRANGER + " '" + theirs + "'").exit());
        sandbox.without("REACTOR_SOCKET").env("XDG_RUNTIME_DIR", runtime.toString());
        assertBothRefuse(sandbox, theirs);
    }

    @Test
    void norIsThePredictableOneInTheTemporaryDirectory(Sandbox sandbox) throws IOException {
        // A user of whom there is no /run/user, and whom nobody else here is.
        int uid = 62_000 + (int) (ProcessHandle.current().pid() % 1000);
        Path theirs = Files.createDirectory(Path.of("/tmp/reactor-" + uid));
        try {
            Users.live(sandbox, uid);
            assertEquals(
                    0, sandbox.shell("chown " + STRANGER + " '" + theirs + "'").exit());
            sandbox.without("REACTOR_SOCKET").without("XDG_RUNTIME_DIR");
            assertBothRefuse(sandbox, theirs);
        } finally {
            Files.delete(theirs);
        }
    }

    private static void assertBothRefuse(Sandbox sandbox, Path theirs) {
        ReactorProcess daemon = sandbox.expectLog("belongs to user").launch().expectExit(1);
        assertEquals(1, daemon.awaitExit());
        assertTrue(daemon.logText().contains(theirs + ", belongs to user " + STRANGER), daemon::logText);
        assertOneLine(1, sandbox.ctl("status"), theirs.toString(), "belongs to user " + STRANGER);
        assertFalse(Files.exists(theirs.resolve("control.sock")));
    }

    /** As under cron: the daemon of a login has XDG_RUNTIME_DIR, and the client has not. */
    @Test
    void withOtherEnvironmentsEachSaysWhereItLooks(Sandbox sandbox) throws IOException {
        Path runtime = Files.createDirectory(sandbox.root().resolve("runtime"));
        Users.live(sandbox, OWNER);
        sandbox.without("REACTOR_SOCKET").env("XDG_RUNTIME_DIR", runtime.toString());
        ReactorProcess daemon = sandbox.start();
        Path socket = runtime.resolve("reactor/control.sock");
        assertTrue(daemon.said("^ready: .*control at " + socket), daemon::logText);
        assertEquals(0, sandbox.ctl("status").exit());
        Ended without = sandbox.client("status").without("XDG_RUNTIME_DIR").run();
        assertOneLine(
                3,
                without,
                "/tmp/reactor-" + OWNER + "/control.sock",
                "XDG_RUNTIME_DIR is not set and there is no /run/user/" + OWNER);
        Ended elsewhere = sandbox.client("status")
                .env("REACTOR_SOCKET", "/nowhere/c.sock")
                .run();
        assertOneLine(3, elsewhere, "/nowhere/c.sock", "REACTOR_SOCKET");
        Ended other =
                sandbox.client("status").env("XDG_RUNTIME_DIR", "/nowhere").run();
        assertOneLine(3, other, "/nowhere/reactor/control.sock", "XDG_RUNTIME_DIR");
    }

    /** In the usual place they meet; a file system of its own stands in for the system's {@code /run}. */
    @Test
    void aClientWithoutTheVariableMeetsADaemonInTheUsualPlace(Sandbox sandbox) throws IOException {
        Users.live(sandbox, OWNER);
        Path told = sandbox.root().resolve("told");
        String user = Users.as(OWNER) + "env -u REACTOR_SOCKET -u XDG_RUNTIME_DIR ";
        String program = "'" + sandbox.root().resolve("tree/bin/reactorctl") + "' ";
        Path log = sandbox.root().resolve("daemon.log");
        Ended ended = sandbox.exec(List.of(
                        "unshare", "--mount", "/bin/sh", "-euxc", """
                mount -t tmpfs none /run
                install -d -m 700 -o %1$d -g %1$d /run/user/%1$d
                %2$s XDG_RUNTIME_DIR=/run/user/%1$d %3$s server 2>'%4$s' &
                daemon=$!
                until grep -q ready '%4$s'; do sleep 0.1; done
                %2$s %3$s info >'%5$s'
                %2$s %3$s shutdown
                wait $daemon
                """.formatted(OWNER, user, program, log, told)))
                .run();
        assertEquals(0, ended.exit(), ended::toString);
        assertTrue(
                Files.readString(told).contains("/run/user/" + OWNER + "/reactor/control.sock (from XDG_RUNTIME_DIR)"),
                ended::toString);
        sandbox.adoptLog(log);
    }
}
