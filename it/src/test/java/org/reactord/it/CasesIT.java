package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The scenarios of {@code it/cases}, which can be read without Java: rules.d, and steps.sh in the words of lib.sh. */
@ExtendWith(SandboxExtension.class)
class CasesIT {
    private static final Path CASES = Program.root().resolve("it/cases");

    static List<String> cases() throws IOException {
        try (Stream<Path> all = Files.list(CASES)) {
            return all.filter(directory -> Files.exists(directory.resolve("steps.sh")))
                    .map(directory -> directory.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void runsAsWritten(String name, Sandbox sandbox) throws IOException {
        Path directory = CASES.resolve(name);
        try (Stream<Path> rules = Files.list(directory.resolve("rules.d"))) {
            for (Path rule : rules.toList()) {
                sandbox.rule(rule.getFileName().toString(), Files.readString(rule));
            }
        }
        Files.createSymbolicLink(sandbox.home().resolve("bin/reactorctl"), Program.reactorctl());
        Ended steps = sandbox.exec(List.of("/bin/sh", CASES.resolve("lib.sh").toString(), directory.toString()))
                .limit(Duration.ofMinutes(3))
                .run();
        sandbox.adoptLog(sandbox.root().resolve("daemon.log"));
        Files.readAllLines(sandbox.root().resolve("expected")).forEach(sandbox::expectLog);
        assertEquals(0, steps.exit(), steps::toString);
    }

    @Test
    void thereAreCases() throws IOException {
        assertTrue(cases().size() >= 4, () -> "too few directories with a steps.sh in " + CASES);
    }
}
