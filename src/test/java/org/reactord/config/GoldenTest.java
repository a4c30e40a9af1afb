package org.reactord.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of mistake and exactly what a person is shown; the cases are text files beside the classes. */
class GoldenTest {
    @TempDir
    Path place;

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void isShownInFull(String file, String name, String yaml, String shown) {
        assertEquals(shown, new RulesFixture(place).with("a.yaml", yaml).shown());
    }

    static Stream<Arguments> cases() {
        return Stream.of("wrong-values", "wrong-rules", "wrong-system", "wrong-syntax")
                .flatMap(GoldenTest::casesOf);
    }

    private static Stream<Arguments> casesOf(String file) {
        return Arrays.stream(text(file + ".txt").split("(?m)^=== ", -1)).skip(1).map(section -> {
            int title = section.indexOf('\n');
            int shown = section.indexOf("\n>>>\n");
            return arguments(
                    file,
                    section.substring(0, title),
                    section.substring(title + 1, shown + 1),
                    section.substring(shown + 5).stripTrailing());
        });
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(GoldenTest.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void manyCasesAreThere() {
        assertTrue(cases().count() > 100);
    }

    @Test
    void aControlCharacterIsShownHarmlessly() {
        assertEquals(
                """
                rules.d/a.yaml:2:8: error: the control character U+0007 cannot stand in YAML
                    run: \\x07x
                         ^
                  hint: inside double quotes it can be written as an escape""",
                new RulesFixture(place).with("a.yaml", "a:\n  run: \u0007x\n").shown());
    }

    @Test
    void whatATerminalWouldObeyIsEscapedAndTheCaretMovesAlong() {
        assertEquals(
                """
                rules.d/a.yaml:4:19: error: a pattern is wanted here, and '12' could also mean a number
                    match: ["\\u{202e}abc", 12]
                                           ^
                  hint: write it in quotes: "12\"""",
                new RulesFixture(place)
                        .with("a.yaml", "a:\n  spool: ~/in\n  run: deliver\n  match: [\"\u202eabc\", 12]\n")
                        .shown());
    }
}
