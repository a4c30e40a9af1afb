package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The files that ship for other programs are those of the manual. What they do is tested where they are used. */
@ExtendWith(SandboxExtension.class)
class RecipesIT {
    private static final ManualPage PAGE = new ManualPage("reactor.recipes.7");
    private static final String LABEL = "recipe ";

    private static Map<String, String> shipped() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var all = Files.list(Recipes.PLACE)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void thePageShowsEachFileAsItShips() throws IOException {
        Map<String, String> shown = new TreeMap<>();
        PAGE.blocks().stream()
                .filter(block -> block.label().startsWith(LABEL))
                .forEach(block -> shown.put(block.label().substring(LABEL.length()), block.text()));
        assertEquals(shipped(), shown);
    }

    @Test
    void theScriptsAreSound(Sandbox sandbox) throws IOException {
        Path shellcheck = Program.require("shellcheck", "shellcheck");
        for (Map.Entry<String, String> file : shipped().entrySet()) {
            if (file.getValue().startsWith("#!")) {
                Path script = Recipes.PLACE.resolve(file.getKey());
                Ended check = sandbox.exec(List.of(shellcheck.toString(), script.toString()))
                        .run();
                assertEquals(0, check.exit(), check::toString);
            }
        }
    }
}
