package org.reactord.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The schema for editors says what the parser says. It is written by hand, because the parser reads each value by code
 * that has no shape to print; so it is held against the table of keys, and against every rule file that the tests know.
 */
class SchemaTest {
    /** Mistakes that a schema cannot see: about several keys or values, the disk, or how something is written. */
    private static final Set<String> ONLY_THE_PARSER = Set.of(
            // A later file may complete or override the rule.
            "no source",
            "nothing to run",
            "neither",
            // What a rule runs for, and with what, takes the defaults of both to know.
            "one file of many in the command",
            "one file of many as standard input",
            "one file of many as a key",
            "failed items back into the spool",
            "done items back into the spool",
            "a default that does not suit a rule",
            "max-delay below delay",
            // The disk.
            "directory that does not exist",
            "file instead of a directory",
            "command that does not exist",
            // Values that are measured or read.
            "duration out of bounds",
            "no delay between attempts",
            "unknown placeholder",
            "field of an event as an argument",
            "placeholder in the code of a shell",
            "tilde in an argument",
            "tilde as a program",
            "commands of on-failure that will not do",
            "empty program",
            "NUL byte",
            // How it is written: YAML has no more to say when a schema is asked.
            "anchor",
            "tag",
            "merge key");

    private final SchemaFixture schema = new SchemaFixture();

    @Test
    void itHasTheKeysOfTheParserAndNoOther() {
        assertEquals(
                Key.ALL.stream().map(Key::word).collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(schema.keys().keySet()));
    }

    @Test
    void everyKeyIsDescribed() {
        for (Map.Entry<String, JsonElement> key : schema.keys().entrySet()) {
            JsonObject said = key.getValue().getAsJsonObject();
            assertTrue(said.has("description"), key.getKey());
            assertTrue(said.get("description").getAsString().length() > 30, key.getKey());
        }
    }

    static Stream<Arguments> pairs() {
        return Key.SOURCES.stream()
                .flatMap(source -> Key.ALL.stream().map(key -> arguments(source.word(), key.word())));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("pairs")
    void aKeyStandsWhereItsSourceIs(String sourceWord, String keyWord) {
        Key<?> source = Key.named(sourceWord).orElseThrow();
        Key<?> key = Key.named(keyWord).orElseThrow();
        String value = example(keyWord);
        boolean fine = key == source || key.scope().covers(source.scope());
        String rule = "a:\n  " + sourceWord + ": " + example(sourceWord)
                + (key == source ? "" : "\n  " + keyWord + ": " + value) + "\n";
        assertEquals(fine, schema.complaints(rule).isEmpty(), () -> rule + schema.complaints(rule));
        String defaults = "defaults:\n  " + keyWord + ": " + value + "\n";
        assertEquals(
                key.isDefaultable(),
                schema.complaints(defaults).isEmpty(),
                () -> defaults + schema.complaints(defaults));
    }

    /** A value that the parser takes, from its own tests. */
    private static String example(String key) {
        return KeysTest.written()
                .map(Arguments::get)
                .filter(one -> one[0].equals(key))
                .map(one -> ((String) one[2]).substring(key.length() + 2))
                .filter(value -> !value.equals("~"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("KeysTest.WRITTEN has no example of " + key));
    }

    static Stream<Arguments> wrong() {
        return GoldenTest.cases().map(one -> arguments(one.get()[1], one.get()[2], one.get()[3]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void aMistakeIsSeenUnlessOnlyTheParserCan(String name, String yaml, String shown) {
        boolean wrong = shown.contains(": error: ");
        List<String> complaints = schema.complaints(yaml);
        assertEquals(
                wrong && !ONLY_THE_PARSER.contains(name),
                !complaints.isEmpty(),
                () -> name + '\n' + yaml + shown + complaints);
    }

    @Test
    void everyExceptionIsACase() {
        Set<String> names = wrong().map(one -> (String) one.get()[0]).collect(Collectors.toSet());
        assertEquals(
                Set.of(),
                ONLY_THE_PARSER.stream().filter(name -> !names.contains(name)).collect(Collectors.toSet()));
    }

    static Stream<String> right() {
        return KeysTest.written().map(one -> one.get()[1] + ":\n  " + one.get()[2] + "\n");
    }

    @ParameterizedTest
    @MethodSource("right")
    void whatTheParserTakesIsNoMistake(String rule) {
        assertEquals(List.of(), schema.complaints(rule));
    }

    @Test
    void whatShipsIsNoMistake() throws IOException {
        Path root = Path.of(System.getProperty("reactor.root", ".."));
        List<Path> files;
        try (Stream<Path> all = Files.list(root.resolve("rules.d"))) {
            files = all.toList();
        }
        assertFalse(files.isEmpty());
        for (Path file : files) {
            assertEquals(List.of(), schema.complaints(Files.readString(file)), file::toString);
        }
    }

    /** The only rules that the parser takes and the schema does not: nobody writes them, and editors would offer them. */
    @ParameterizedTest
    @ValueSource(strings = {"recursive: \"true\"", "catch-up: 'false'", "enabled: \"false\"", "retry: {factor: \"2\"}"})
    void whatIsNoTextNeedsNoQuotes(String line, @TempDir Path place) {
        String rule = "a:\n  watch: ~/notes\n  run: mirror\n  " + line + "\n";
        assertEquals("", new RulesFixture(place).with("a.yaml", rule).shown());
        assertFalse(schema.complaints(rule).isEmpty());
    }

    @Test
    void anEmptyFileIsNoMistake() {
        assertEquals(List.of(), schema.complaints(""));
        assertEquals(List.of(), schema.complaints("# nothing\ndefaults:\n"));
    }

    @Test
    void aValueOfTheWrongKindIsOne() {
        for (String key : schema.keys().keySet()) {
            String rule = "a:\n  " + key + ": {no: [such, 1]}\n";
            assertFalse(schema.complaints(rule).isEmpty(), rule);
        }
    }
}
