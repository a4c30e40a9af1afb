package org.reactord.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ItemNameTest {
    private static final Instant TIME = Instant.parse("2026-11-27T22:13:46.123456789Z");
    private static final int NAME_MAX = 255;

    private static BytePath named(Optional<String> what, Optional<Condition> condition, Optional<String> key) {
        return ItemName.of(TIME, "1a2b3c4d", what, condition, key);
    }

    private static BytePath keyed(String key) {
        return named(Optional.empty(), Optional.empty(), Optional.of(key));
    }

    private static BytePath held(String name, String value) {
        return named(Optional.of("up"), Optional.of(new Condition(name, value, true)), Optional.of("k"));
    }

    /** Texts that somebody may send who means no good, each another one. */
    static List<String> hostile() {
        List<String> texts = new ArrayList<>(List.of(
                "a/b",
                "a%2fb",
                "../../etc",
                ".",
                "..",
                "-rf",
                " ",
                "a b",
                "a,b",
                "a=b",
                ",k=x",
                ",c=link=up",
                ",e=x=y"));
        texts.addAll(
                List.of("a\nb", "a\tb", "\0", "gr\u00fc\u00dfe", "gru\u0308\u00dfe", "\ud83d\ude00", "~", "~00000000"));
        texts.add(ByteText.of(new byte[] {'a', (byte) 0xFF}));
        texts.add(ByteText.of(new byte[] {'a', (byte) 0xFE}));
        texts.add("a\u00ff"); // the character of that number, which is no such byte
        for (int length : List.of(47, 48, 49, 255, 10_000)) {
            texts.add("x".repeat(length));
            texts.add("x".repeat(length - 1) + "y");
            texts.add("\u20ac".repeat(length));
            texts.add("\u20ac".repeat(length - 1) + "/");
        }
        return texts;
    }

    @Test
    void itLooksAsItIsWrittenDown() {
        assertEquals(
                "20261127T221346.123456789-1a2b3c4d,up,c=link%3dwg0=up,k=me%2fsite",
                named(Optional.of("up"), Optional.of(new Condition("link=wg0", "up", true)), Optional.of("me/site"))
                        .display());
        assertEquals(
                "20261127T221346.123456789-1a2b3c4d",
                named(Optional.empty(), Optional.empty(), Optional.empty()).display());
        assertEquals(
                "20261127T221346.123456789-1a2b3c4d,e=link:wg0=removed",
                named(Optional.empty(), Optional.of(new Condition("link:wg0", "removed", false)), Optional.empty())
                        .display());
    }

    @Test
    void namesSortByTime() {
        List<String> names = new ArrayList<>();
        for (String time : List.of(
                "1999-12-31T23:59:59.999999999Z",
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:00.000000001Z",
                "2026-01-01T00:00:00.1Z",
                "2026-01-01T00:00:01Z",
                "2026-01-01T09:00:00Z",
                "2026-01-01T10:00:00Z",
                "2026-02-01T00:00:00Z",
                "2026-10-01T00:00:00Z",
                "2027-01-01T00:00:00Z")) {
            // Whatever follows the time, and of whatever length, decides nothing.
            String rest = names.size() % 2 == 0 ? "zzz" : "000";
            Optional<String> key = Optional.of("k".repeat(names.size() % 3));
            names.add(ItemName.of(Instant.parse(time), rest, Optional.empty(), Optional.empty(), key)
                    .display());
        }
        assertEquals(names.stream().sorted().toList(), names);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whateverItIsMadeOfIsOneShortName(String text) {
        BytePath name = named(Optional.of(text), Optional.of(new Condition(text, text, true)), Optional.of(text));
        String raw = new String(name.bytes(), StandardCharsets.ISO_8859_1);
        assertTrue(name.bytes().length <= NAME_MAX, () -> name.bytes().length + " bytes");
        assertTrue(raw.matches("20261127T221346\\.123456789-1a2b3c4d,[A-Za-z0-9.:_%~,=-]*"), raw);
        assertEquals(
                name.bytes().length,
                BytePath.ofUtf8("/somewhere").resolve(name).name().bytes().length);
    }

    @Test
    void keysAreEqualForEqualTextsAndForNoOthers() {
        Map<String, String> textOfKey = new HashMap<>();
        for (String text : hostile()) {
            String key = ItemName.key(BytePath.ofUtf8("/events").resolve(keyed(text)));
            assertFalse(key.isEmpty(), text);
            assertEquals(null, textOfKey.put(key, text), () -> text + " has the key of another: " + key);
            String other = ItemName.key(ItemName.of(
                    TIME.plusNanos(1),
                    "other",
                    Optional.of(text),
                    Optional.of(new Condition(text, text, false)),
                    Optional.of(new String(text.toCharArray()))));
            assertEquals(key, other, text);
        }
    }

    @Test
    void anEmptyKeyIsNone() {
        assertEquals("", ItemName.key(keyed("")));
        assertEquals(
                "",
                ItemName.key(named(Optional.of("up"), Optional.of(new Condition("k", "k", true)), Optional.empty())));
        assertEquals("", ItemName.key(BytePath.ofUtf8("/events/what-somebody-put-there")));
    }

    @Test
    void statesComeBack() {
        for (String text : hostile()) {
            for (boolean lasts : List.of(true, false)) {
                Condition condition = new Condition(text, "v" + text, lasts);
                BytePath name = named(Optional.of(text), Optional.of(condition), Optional.of(text));
                assertEquals(Optional.of(ItemName.State.of(condition)), ItemName.state(name), text);
            }
        }
        assertEquals(Optional.empty(), ItemName.state(keyed(",c=link=up")));
        assertEquals(
                Optional.empty(), ItemName.state(named(Optional.of(",e=a=b"), Optional.empty(), Optional.empty())));
    }

    @Test
    void onlyAnotherValueOfTheSameNameContradicts() {
        ItemName.State up = ItemName.state(held("link:wg0", "up")).orElseThrow();
        assertTrue(up.contradicts(ItemName.State.of(new Condition("link:wg0", "down", true))));
        assertFalse(up.contradicts(ItemName.State.of(new Condition("link:wg0", "up", false))));
        assertFalse(up.contradicts(ItemName.State.of(new Condition("link:wg1", "down", true))));
        String far = "x".repeat(10_000);
        ItemName.State cut = ItemName.state(held(far + "1", "up")).orElseThrow();
        assertTrue(cut.contradicts(ItemName.State.of(new Condition(far + "1", "down", true))));
        assertFalse(cut.contradicts(ItemName.State.of(new Condition(far + "2", "down", true))));
    }
}
