package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The archives of loaded classes: the package brings them, they are used, and one that does not fit is passed over. */
@ExtendWith(SandboxExtension.class)
class ArchiveIT {
    private static Path archives(Path home) {
        return home.resolve("lib/archives");
    }

    private static boolean beginsWithAot(Path home) throws IOException {
        return Files.exists(archives(home).resolve("reactord.aot"));
    }

    private static Path archive(Path home, String part) throws IOException {
        return archives(home).resolve(part + (beginsWithAot(home) ? ".aot" : ".jsa"));
    }

    /** A tree of the test's own, whose archives are its own too. With a blank in its path, 17 archives the JDK's classes only. */
    private static Path moved(Sandbox sandbox) {
        Path home = sandbox.root().resolve("tree");
        assertEquals(
                0,
                sandbox.shell("cp -Rp '" + Program.reactorHome() + "' '" + home + "'")
                        .exit());
        sandbox.program(home.resolve("bin/reactorctl"));
        return home;
    }

    private static boolean maps(long pid, Path archive) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(pid), "maps")).contains(archive.toString());
    }

    /** What the doctor says of them. */
    private static String told(Sandbox sandbox, String... words) {
        Ended ended = sandbox.ctl(words);
        assertEquals("", ended.err(), ended::toString);
        return ended.out()
                .lines()
                .dropWhile(line -> !line.contains("  class archive"))
                .limit(4)
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static void assertSilent(Sandbox sandbox, Path home, String what) throws IOException {
        ReactorProcess daemon = sandbox.start();
        assertEquals("", daemon.outText(), what);
        assertEquals(1, daemon.logText().lines().count(), what + ": " + daemon.logText());
        assertFalse(maps(daemon.pid(), archive(home, "reactord")), what);
        Ended status = sandbox.ctl("status");
        assertEquals("", status.err(), what);
        assertEquals(0, status.exit(), what);
        Ended version = sandbox.ctl("version");
        assertEquals("", version.err(), what);
        assertEquals(1, version.out().lines().count(), what + ": " + version);
        daemon.term();
        daemon.awaitExit();
    }

    @Test
    void bothRolesUseTheirs(Sandbox sandbox) throws IOException {
        sandbox.outbox("", ":");
        ReactorProcess daemon = sandbox.start();
        Path home = Program.reactorHome();
        assertTrue(maps(daemon.pid(), archive(home, "reactord")), "the daemon does not use its archive");
        assertTrue(sandbox.ctl("info").out().contains(archive(home, "reactord").toString()));
        // Where it must be used or the JVM ends.
        String must = beginsWithAot(home) ? "-XX:AOTMode=on" : "-Xshare:on";
        Ended client = sandbox.client("status").env("REACTOR_JAVA_OPTS", must).run();
        assertEquals(0, client.exit(), client::toString);
        assertTrue(told(sandbox, "doctor").startsWith("ok    class archive"), () -> told(sandbox, "doctor"));
    }

    @Test
    void oneThatDoesNotFitIsPassedOverAndMended(Sandbox sandbox) throws IOException {
        sandbox.outbox("", ":");
        Path home = moved(sandbox);
        Path server = archive(home, "reactord");
        Path client = archive(home, "reactorctl");
        byte[] whole = Files.readAllBytes(server);
        for (Path one : List.of(server, client)) {
            Files.write(one, "garbage".getBytes(StandardCharsets.UTF_8));
        }
        assertSilent(sandbox, home, "garbage");
        for (Path one : List.of(server, client)) {
            Files.write(one, Arrays.copyOf(whole, whole.length / 2));
        }
        assertSilent(sandbox, home, "half of one");
        for (Path one : List.of(server, client)) {
            Files.delete(one);
            Files.createDirectory(one);
        }
        assertSilent(sandbox, home, "a directory");
        for (Path one : List.of(server, client)) {
            Files.delete(one);
        }
        assertSilent(sandbox, home, "none");
        assertTrue(told(sandbox, "doctor").contains("doctor --fix"), () -> told(sandbox, "doctor"));
        String mended = told(sandbox, "doctor", "--fix");
        assertTrue(mended.startsWith("ok    class archive"), mended);
        assertTrue(told(sandbox, "doctor").startsWith("ok    class archive"), () -> told(sandbox, "doctor"));
        ReactorProcess daemon = sandbox.start();
        assertTrue(maps(daemon.pid(), server), "the daemon does not use what was mended");
        Path jar = home.resolve("lib/reactord.jar");
        daemon.term();
        daemon.awaitExit();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
        assertSilent(sandbox, home, "a new jar");
    }

    @Test
    void whoMayNotMendIsToldWhoMay(Sandbox sandbox) throws IOException {
        Path home = moved(sandbox);
        Files.delete(archives(home).resolve("java"));
        if (sandbox.shell("id -u").out().strip().equals("0")) {
            assertEquals(0, sandbox.shell("chown -R nobody ~/..").exit());
            assertEquals(0, sandbox.shell("chown -R root '" + home + "'").exit());
            sandbox.startWith("setpriv", "--reuid=nobody", "--clear-groups");
        } else {
            Files.setPosixFilePermissions(archives(home), PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        assertTrue(told(sandbox, "doctor").contains("sudo "), () -> told(sandbox, "doctor"));
        String refused = told(sandbox, "doctor", "--fix");
        assertTrue(refused.startsWith("FAIL  class archive"), refused);
        assertTrue(refused.contains("cannot be written") && refused.contains("sudo "), refused);
    }
}
