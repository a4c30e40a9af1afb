package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The packaged tree: what is in it, that it may be moved, and what the launcher says when it cannot start Java. */
@ExtendWith(SandboxExtension.class)
class PackageIT {
    /** What every system has, and no java beside it. */
    private static final List<String> PLAIN = List.of("sh", "ls", "readlink");

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Path withoutJava(Sandbox sandbox) throws IOException {
        Path bin = Files.createDirectory(sandbox.root().resolve("plain"));
        for (String program : PLAIN) {
            Files.createSymbolicLink(bin.resolve(program), Program.require(program, "coreutils"));
        }
        return bin;
    }

    private static void assertOneLine(int exit, String part, Ended ended) {
        assertEquals(exit, ended.exit(), ended::toString);
        assertEquals("", ended.out());
        assertEquals(1, ended.err().lines().count(), ended::toString);
        assertTrue(ended.err().startsWith("reactorctl: ") && ended.err().contains(part), ended::toString);
    }

    @Test
    void theTreeHoldsTheProgramItsManualAndItsRules() throws IOException {
        Path home = Program.reactorHome();
        assertEquals(List.of("reactorctl"), names(home.resolve("bin")));
        assertTrue(Files.isExecutable(home.resolve("bin/reactorctl")));
        assertTrue(Files.isRegularFile(home.resolve("lib/reactord.jar")));
        assertTrue(Files.isExecutable(home.resolve("lib/make-archives")));
        Set<String> beside = Set.of("archives", "jni", "make-archives");
        assertTrue(
                names(home.resolve("lib")).stream().allMatch(name -> name.endsWith(".jar") || beside.contains(name)));
        assertTrue(names(home.resolve("lib/jni")).containsAll(List.of("aarch64-Linux", "x86_64-Linux")));
        assertTrue(Files.isRegularFile(home.resolve("lib/reactorctl.jar")));
        for (String page : List.of(
                "reactorctl.1",
                "reactor.rules.5",
                "reactor.events.5",
                "reactor.7",
                "reactor.protocol.7",
                "reactor.recipes.7",
                "reactor.migration.7")) {
            String section = page.substring(page.length() - 1);
            Path packaged = home.resolve("share/man/man" + section).resolve(page);
            assertEquals(-1, Files.mismatch(Program.root().resolve("man").resolve(page), packaged));
        }
        for (String directory : List.of("rules.d", "recipes")) {
            Path source = Program.root().resolve(directory);
            Path packaged = home.resolve("share/reactor").resolve(directory);
            assertEquals(names(source), names(packaged));
            for (String file : names(source)) {
                assertEquals(-1, Files.mismatch(source.resolve(file), packaged.resolve(file)), file);
                boolean script = Files.readString(source.resolve(file)).startsWith("#!");
                assertEquals(script, Files.isExecutable(packaged.resolve(file)), file);
            }
        }
        Path schema = Program.root().resolve("src/main/schema/rules.schema.json");
        assertEquals(-1, Files.mismatch(schema, home.resolve("share/reactor/rules.schema.json")));
        assertTrue(names(home.resolve("share/doc/reactor"))
                .containsAll(List.of("LICENSE", "README.md", "doc", "licences.txt", "reactor.cdx.json")));
    }

    @Test
    void itRunsFromWhereverItIsMovedAndThroughLinks(Sandbox sandbox) throws IOException {
        assertEquals(
                0,
                sandbox.shell("mkdir 'a place' && cp -R '" + Program.reactorHome() + "' 'a place/moved'")
                        .exit());
        Files.createSymbolicLink(sandbox.home().resolve("bin/second"), Path.of("../a place/moved/bin/reactorctl"));
        Files.createSymbolicLink(sandbox.home().resolve("bin/first link"), Path.of("second"));
        Ended version = sandbox.shell("cd / && 'first link' --version");
        assertEquals(0, version.exit(), version::toString);
        assertTrue(version.out().startsWith("reactorctl "), version::toString);
    }

    @Test
    void theJarOfTheClientNeedsNothingElse() {
        StringWriter missing = new StringWriter();
        PrintWriter told = new PrintWriter(missing);
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        String jar = Program.reactorHome().resolve("lib/reactorctl.jar").toString();
        jdeps.run(told, told, "--multi-release", "17", "--missing-deps", jar);
        // The JVM leaves out annotations whose classes are not there.
        List<String> lines = missing.toString()
                .lines()
                .filter(line -> line.startsWith(" ") && !line.contains("-> org.jspecify.annotations."))
                .toList();
        assertEquals(List.of(), lines);
        assertTrue(missing.toString().contains("org.jspecify.annotations."), missing::toString);
    }

    @Test
    void aClientLoadsNothingOfTheDaemonUnlessItMust(Sandbox sandbox) throws IOException {
        String loading = "-Xlog:class+load:stdout";
        Ended asked = sandbox.client("status").env("REACTOR_JAVA_OPTS", loading).run();
        assertEquals(3, asked.exit(), asked::toString);
        assertTrue(asked.out().contains("org.reactord.client.Client "), asked::toString);
        assertTrue(asked.out().lines().noneMatch(line -> line.contains("reactord.jar") || line.contains("picocli")));
        Ended helped =
                sandbox.client("status", "-w").env("REACTOR_JAVA_OPTS", loading).run();
        assertEquals(3, helped.exit(), helped::toString);
        assertTrue(helped.out().lines().anyMatch(line -> line.contains("reactord.jar")));
    }

    @Test
    void withoutJavaItSaysWhatToInstall(Sandbox sandbox) throws IOException {
        Path plain = withoutJava(sandbox);
        Ended ended = sandbox.client("status")
                .without("JAVA_HOME")
                .env("PATH", plain.toString())
                .run();
        assertOneLine(127, "install Java 17", ended);
    }

    @Test
    void aWrongJavaHomeIsNamed(Sandbox sandbox) throws IOException {
        assertOneLine(
                127,
                "/no/such/java",
                sandbox.client("status").env("JAVA_HOME", "/no/such/java").run());
        Path home = sandbox.directory("java");
        sandbox.write(sandbox.directory("java/bin").resolve("java"), "no program");
        assertOneLine(
                126,
                home.toString(),
                sandbox.client("status").env("JAVA_HOME", home.toString()).run());
    }

    @Test
    void anIncompleteTreeIsNamed(Sandbox sandbox) throws IOException {
        Path alone = sandbox.directory("alone/bin").resolve("reactorctl");
        Files.copy(Program.reactorctl(), alone);
        assertOneLine(
                126,
                "reactorctl.jar",
                sandbox.exec(List.of(alone.toString(), "status")).run());
        assertOneLine(
                126,
                "reactord.jar",
                sandbox.exec(List.of(alone.toString(), "server")).run());
    }

    @Test
    void makeInstallsWhatItUninstalls(Sandbox sandbox) throws IOException {
        Program.require("make", "make");
        String make = "make -s -C '" + Program.root() + "' DESTDIR='" + sandbox.root() + "/stage' PREFIX=/opt/it ";
        assertEquals("", sandbox.shell(make + "install").err());
        Path prefix = sandbox.root().resolve("stage/opt/it");
        Ended version = sandbox.exec(List.of(prefix.resolve("bin/reactorctl").toString(), "version"))
                .run();
        assertTrue(version.out().startsWith("reactorctl "), version::toString);
        for (String file : List.of(
                "share/man/man5/reactor.rules.5",
                "share/doc/reactor/examples/rules.d/10-outbox.yaml",
                "share/doc/reactor/reactor.cdx.json",
                "share/doc/reactor/licences.txt",
                "share/zsh/site-functions/_reactorctl")) {
            assertTrue(Files.isRegularFile(prefix.resolve(file)), file);
        }
        assertEquals("", sandbox.shell(make + "uninstall").err());
        assertEquals("", sandbox.shell("find ../stage ! -type d").out());
    }

    /** One of the launcher's own may be from a version before or after. */
    @Test
    void aSwitchThatTheJvmDoesNotKnowIsPassedOver(Sandbox sandbox) {
        sandbox.env("REACTOR_JAVA_OPTS", "-XX:+SwitchOfAnotherVersion -XX:IntervalOfAnotherVersion=0");
        sandbox.start();
        Ended status = sandbox.ctl("status");
        assertEquals(0, status.exit(), status::toString);
        assertEquals("", status.err());
    }
}
