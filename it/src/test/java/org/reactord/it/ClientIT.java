package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The client: what it prints where, its exit codes, and what it does without a daemon or with one that is stuck. */
@ExtendWith(SandboxExtension.class)
class ClientIT {
    private static void assertOneLine(int exit, Ended ended, Sandbox sandbox) {
        assertEquals(exit, ended.exit(), ended::toString);
        assertEquals("", ended.out());
        assertEquals(1, ended.err().lines().count(), ended::toString);
        assertTrue(ended.err().contains(sandbox.socket().toString()), ended::toString);
    }

    /** A socket that takes connections, and is no daemon's or one that is too stuck even to accept. */
    @Test
    void whoeverListensAndSaysNothingIsATimeout(Sandbox sandbox) throws IOException {
        try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            mute.bind(UnixDomainSocketAddress.of(sandbox.socket()), 1);
            List<SocketChannel> backlog = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                assertOneLine(5, sandbox.ctl("status", "--timeout", "500ms"), sandbox);
                SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX);
                backlog.add(one);
                one.configureBlocking(false);
                try {
                    one.connect(UnixDomainSocketAddress.of(sandbox.socket()));
                } catch (IOException full) {
                    // From here on even connect(2) would wait.
                }
            }
            for (SocketChannel one : backlog) {
                one.close();
            }
        }
        Files.delete(sandbox.socket());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "rules",
                "show x",
                "jobs",
                "pause x",
                "resume x",
                "retry x",
                "cancel x",
                "reload",
                "info",
                "shutdown"
            })
    void withoutADaemonThereIsOneLineAndExitThree(String command, Sandbox sandbox) {
        long start = System.nanoTime();
        Ended ended = sandbox.ctl(command.split(" "));
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertOneLine(3, ended, sandbox);
        assertTrue(millis < 10_000, "it took " + millis + " ms");
    }

    @Test
    void aStaleSocketIsNoDaemon(Sandbox sandbox) {
        sandbox.start().kill9();
        assertTrue(Files.exists(sandbox.socket()));
        assertOneLine(3, sandbox.ctl("status"), sandbox);
    }

    @Test
    void aStoppedDaemonIsATimeout(Sandbox sandbox) {
        ReactorProcess daemon = sandbox.start();
        daemon.signal("STOP");
        long start = System.nanoTime();
        Ended status = sandbox.ctl("status", "--timeout", "2s");
        double seconds = (System.nanoTime() - start) / 1e9;
        Ended bydefault = sandbox.ctl("status");
        double longer = (System.nanoTime() - start) / 1e9 - seconds;
        daemon.signal("CONT");
        assertOneLine(5, status, sandbox);
        assertOneLine(5, bydefault, sandbox);
        assertTrue(seconds < 8, "it took " + seconds + " s");
        assertTrue(longer < 16, "it took " + longer + " s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "rules", "info"})
    void jsonIsOneObjectWithAVersion(String command, Sandbox sandbox) {
        sandbox.directory("outbox");
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, run: [cat]}\n");
        ReactorProcess daemon = sandbox.start();
        Ended ended = sandbox.ctl(command, "--json");
        assertEquals(0, ended.exit(), ended::toString);
        assertEquals("", ended.err());
        JsonObject json = JsonParser.parseString(ended.out()).getAsJsonObject();
        assertEquals(1, json.get("format_version").getAsInt());
        if (!command.equals("rules")) {
            assertEquals(daemon.pid(), json.get("pid").getAsLong());
        }
    }

    @Test
    void whatOnlyActsAnswersInJsonToo(Sandbox sandbox) {
        ReactorProcess daemon = sandbox.start();
        for (String command : List.of("reload", "shutdown")) {
            Ended ended = sandbox.ctl(command, "--json");
            assertEquals(0, ended.exit(), ended::toString);
            JsonObject json = JsonParser.parseString(ended.out()).getAsJsonObject();
            assertEquals(1, json.get("format_version").getAsInt(), json::toString);
        }
        assertEquals(0, daemon.awaitExit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "portable", "native"})
    void theBackendThatWasAskedForIsNamed(String backend, Sandbox sandbox) {
        ReactorProcess daemon = sandbox.start("--backend", backend);
        JsonObject info =
                JsonParser.parseString(sandbox.ctl("info", "--json").out()).getAsJsonObject();
        String named = info.get("backend").getAsString();
        assertTrue(backend.equals("auto") || backend.equals(named), info::toString);
        assertTrue(daemon.said("^ready: .* by the " + named + " source"), daemon::logText);
    }

    @Test
    void infoNamesEveryPlace(Sandbox sandbox) {
        ReactorProcess daemon = sandbox.start();
        Ended info = sandbox.ctl("info");
        assertEquals(0, info.exit(), info::toString);
        for (Path place : List.of(sandbox.rules(), sandbox.state(), sandbox.socket())) {
            assertTrue(info.out().contains(place.toString()), () -> place + " is not in\n" + info);
        }
        assertTrue(info.out().contains(Long.toString(daemon.pid())), info::toString);
    }

    @Test
    void helpIsOnStandardOutputAndListsEverything(Sandbox sandbox) {
        for (String[] words : new String[][] {{"-h"}, {"--help"}, {"status", "-h"}, {"server", "--help"}}) {
            Ended help = sandbox.ctl(words);
            assertEquals(0, help.exit(), help::toString);
            assertEquals("", help.err());
            assertTrue(help.out().contains("reactorctl"), help::toString);
        }
        String all = sandbox.ctl("-h").out();
        for (String command : List.of(
                "server",
                "status",
                "rules",
                "show",
                "jobs",
                "retry",
                "cancel",
                "pause",
                "resume",
                "check",
                "doctor",
                "reload",
                "info",
                "shutdown")) {
            assertTrue(all.contains(command), all);
        }
    }

    @Test
    void withoutACommandItEndsAtOnceAndSaysHow(Sandbox sandbox) {
        Ended ended = sandbox.ctl();
        assertTrue(ended.exit() == 0 || ended.exit() == 2, ended::toString);
        assertTrue(ended.said().contains("status"), ended::toString);
    }

    @Test
    void whatIsNoCommandIsAUsageError(Sandbox sandbox) {
        for (String[] words : new String[][] {{"sttus"}, {"status", "--jsn"}, {"show"}, {"server", "extra"}}) {
            Ended ended = sandbox.ctl(words);
            assertEquals(2, ended.exit(), ended::toString);
            assertEquals("", ended.out());
            assertTrue(!ended.err().contains("Exception"), ended::toString);
        }
        assertTrue(sandbox.ctl("sttus").err().contains("status"));
    }

    @Test
    void aReaderThatGoesAwayIsNoError(Sandbox sandbox) {
        sandbox.start();
        Ended piped = sandbox.shell("'" + org.reactord.it.harness.Program.reactorctl() + "' info | true");
        assertEquals("", piped.err());
    }

    @Test
    void theSocketsPathMayBeGivenToBoth(Sandbox sandbox) throws IOException {
        Path other = Files.createDirectory(sandbox.root().resolve("other"));
        Files.setPosixFilePermissions(other, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        Path socket = other.resolve("c.sock");
        ReactorProcess daemon = sandbox.start(
                "--socket", socket.toString(), "--state", other.resolve("state").toString());
        assertEquals(3, sandbox.ctl("status").exit());
        Ended info = sandbox.ctl("info", "--json", "--socket", socket.toString());
        assertEquals(0, info.exit(), info::toString);
        assertEquals(
                daemon.pid(),
                JsonParser.parseString(info.out()).getAsJsonObject().get("pid").getAsLong());
    }
}
