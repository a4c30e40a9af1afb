package org.reactord.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactord.Mdoc;
import org.reactord.event.SystemKind;
import org.reactord.rule.Return;

/** reactor.events(5), reactor.rules(5) and the schema name every field and every word that the parser takes of a source. */
class SourcesInTheManualTest {
    private final Mdoc events = Mdoc.page("reactor.events.5");
    private final Map<String, Mdoc> rules =
            Mdoc.page("reactor.rules.5").section("KEYS").items(".It Ic ");
    private final SchemaFixture schema = new SchemaFixture();

    @Test
    void everySourceHasAnEntryAndEveryEntryIsASource() {
        assertEquals(
                Arrays.stream(SystemKind.values()).map(SystemKind::word).collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(events.section("SOURCES").items(".It Ic ").keySet()));
    }

    @ParameterizedTest
    @EnumSource(SystemKind.class)
    void theManualNamesWhatARuleCanAskFor(SystemKind kind) {
        SystemFields fields = SystemFields.of(kind);
        Mdoc page = entry(events.section("SOURCES").items(".It Ic "), kind.word());
        Mdoc brief = entry(rules, kind.word());
        List<String> wanted = new TreeSet<>(fields.words()).stream().toList();
        assertTrue(page.words("Cm").containsAll(wanted), () -> kind + ": " + wanted + "\n" + page);
        assertTrue(brief.words("Cm").containsAll(wanted), () -> kind + ": " + wanted + "\n" + brief);
        if (!fields.areOnlyWords()) {
            Set<String> named = Set.copyOf(page.words("Cm"));
            assertTrue(named.containsAll(fields.names()), () -> kind + ": " + fields.names() + "\n" + page);
            assertTrue(brief.words("Cm").containsAll(fields.names()), () -> kind + ": " + brief);
        }
    }

    private static Mdoc entry(Map<String, Mdoc> items, String word) {
        return Objects.requireNonNull(items.get(word), word);
    }

    @ParameterizedTest
    @EnumSource(SystemKind.class)
    void theSchemaHasTheSameFieldsAndWords(SystemKind kind) {
        SystemFields fields = SystemFields.of(kind);
        JsonObject source = schema.keys().getAsJsonObject(kind.word());
        if (!fields.areOnlyWords()) {
            TreeSet<String> names = source.getAsJsonObject("properties").entrySet().stream()
                    .filter(property -> property.getValue().isJsonObject())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(new TreeSet<>(fields.names()), names);
        }
        assertEquals(fields.words(), words(kind.word() + "-" + fields.word()));
    }

    @Test
    void theSchemaHasTheWordsOfAlsoOn() {
        assertEquals(Arrays.stream(Return.values()).map(Return::word).toList(), words("return"));
        List<String> named = entry(rules, "retry").words("Cm");
        assertTrue(named.containsAll(words("return")), named::toString);
    }

    private List<String> words(String definition) {
        return StreamSupport.stream(
                        schema.json()
                                .getAsJsonObject("definitions")
                                .getAsJsonObject(definition)
                                .getAsJsonArray("enum")
                                .spliterator(),
                        false)
                .map(JsonElement::getAsString)
                .toList();
    }
}
