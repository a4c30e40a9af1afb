package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/**
 * The Debian package: what lintian says of it, and the scripts of {@code it/deb}, in which the real dpkg installs, upgrades
 * and removes it in a copy of this system that is thrown away.
 */
@ExtendWith(SandboxExtension.class)
class DebianIT {
    /** Of this build: those of other versions may lie beside it. */
    private static String deb() throws IOException {
        Path newest = null;
        try (Stream<Path> all = Files.list(Program.reactorHome().resolveSibling("dist"))) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(".deb")).toList()) {
                if (newest == null
                        || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(newest)) > 0) {
                    newest = file;
                }
            }
        }
        return Objects.requireNonNull(newest, "./mvnw package makes a package on Linux")
                .toString();
    }

    @Test
    void lintianHasNothingToSayButWhatIsOverriddenWithAReason(Sandbox sandbox) throws IOException {
        String lintian = Program.require("lintian", "lintian").toString();
        Ended ended = sandbox.exec(
                        List.of(lintian, "--allow-root", "--display-info", "--fail-on=error,warning,info", deb()))
                .limit(Duration.ofMinutes(2))
                .run();
        assertEquals("", ended.out(), ended::toString);
        assertEquals(0, ended.exit(), ended::toString);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"install.sh", "upgrade.sh"})
    void dpkgDoesWithItWhatItDoesWithOthers(String script, Sandbox sandbox) throws IOException {
        Program.require("dpkg-deb", "dpkg");
        Assumptions.assumeTrue(Users.isRoot(), "only root can install packages");
        Ended ended = sandbox.exec(List.of(Program.root().resolve("it/deb/root").toString(), script, deb()))
                .limit(Duration.ofMinutes(3))
                .run();
        assertEquals(0, ended.exit(), ended::toString);
    }
}
