package org.reactord.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reactord.Mdoc;

/** reactor.rules(5) has every key of the parser and no other, and the schema says what it says. */
class KeysInTheManualTest {
    private static final Pattern RULES =
            Pattern.compile("^\\.Bd -literal[^\\n]*\\n([a-z][a-z-]*:\\n(?s:.*?))^\\.Ed$", Pattern.MULTILINE);

    private final Mdoc page = Mdoc.page("reactor.rules.5");
    private final Map<String, Mdoc> keys = page.section("KEYS").items(".It Ic ");

    @Test
    void everyKeyHasAnEntryAndEveryEntryIsAKey() {
        assertEquals(
                Key.ALL.stream().map(Key::word).collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(keys.keySet()));
    }

    @Test
    void theSchemaDescribesAKeyWithTheWordsOfTheManual() {
        SchemaFixture schema = new SchemaFixture();
        schema.keys().entrySet().forEach(key -> {
            String manual =
                    Objects.requireNonNull(keys.get(key.getKey()), key.getKey()).plain();
            String description =
                    key.getValue().getAsJsonObject().get("description").getAsString();
            for (String sentence : description.split("\\. ", -1)) {
                String words = sentence.replaceAll("[^A-Za-z0-9]+", " ").strip();
                assertTrue(
                        manual.contains(" " + words + " "),
                        () -> "not in the manual of " + key.getKey() + ": " + words + "\n" + manual);
            }
        });
    }

    @Test
    void theSchemaTakesTheExamplesOfTheManual() {
        SchemaFixture schema = new SchemaFixture();
        long examples = RULES.matcher(page.toString())
                .results()
                .map(block -> block.group(1).replace("\\e", "\\"))
                .peek(rules -> assertEquals("[]", schema.complaints(rules).toString(), rules))
                .count();
        assertTrue(examples >= 8, () -> "found only " + examples);
    }
}
