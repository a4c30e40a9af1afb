package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The bench is sound as far as that can be seen without measuring; nothing of it is run here. */
@ExtendWith(SandboxExtension.class)
class BenchIT {
    private static final Path BENCH = Program.root().resolve("it/bench");

    @Test
    void theScriptsAreSound(Sandbox sandbox) throws IOException {
        List<String> check = new ArrayList<>(
                List.of(Program.require("shellcheck", "shellcheck").toString()));
        check.add(BENCH.resolve("run").toString());
        check.add(BENCH.resolve("lib.sh").toString());
        try (Stream<Path> scenarios = Files.list(BENCH.resolve("scenarios"))) {
            scenarios.map(Path::toString).sorted().forEach(check::add);
        }
        Ended ended = sandbox.exec(check).run();
        assertEquals(0, ended.exit(), ended::toString);
    }

    @Test
    void eachScenarioHasItsPlaceInThePlan() throws IOException {
        String run = Files.readString(BENCH.resolve("run"));
        try (Stream<Path> scenarios = Files.list(BENCH.resolve("scenarios"))) {
            for (Path scenario : scenarios.toList()) {
                String name = scenario.getFileName().toString().replace(".sh", "");
                assertTrue(run.contains("\n    '" + name + " "), name + " is in no line of the plan");
            }
        }
    }
}
