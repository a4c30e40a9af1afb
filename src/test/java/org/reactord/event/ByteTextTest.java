package org.reactord.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "a/b=c,d\n\0", "gr\u00fc\u00dfe", "\u20ac", "\ud83d\ude00", "\ud7ff\ue000\uffff"})
    void whatIsUtf8IsThatText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(text, ByteText.of(bytes));
        assertArrayEquals(bytes, ByteText.bytes(text));
    }

    /** Lone bytes, cut and overlong sequences, surrogates, and what is beyond the last character. */
    @ParameterizedTest
    @ValueSource(
            strings = {"ff", "80", "c3", "61c3", "c361", "e282", "f09f98", "c080", "e08080", "eda080edb080", "f4908080"
            })
    void bytesThatAreNoTextComeBack(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        String text = ByteText.of(bytes);
        assertArrayEquals(bytes, ByteText.bytes(text), text);
        assertEquals(0, text.chars().filter(c -> c == '\ufffd').count(), "nothing is replaced");
    }

    @Test
    void aByteThatBelongsToNothingIsALoneSurrogate() {
        assertEquals("a\udcffb\udc80", ByteText.of(new byte[] {'a', (byte) 0xFF, 'b', (byte) 0x80}));
    }

    @Test
    void whateverBytesComeBackAsTheyWere() {
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            assertArrayEquals(bytes, ByteText.bytes(ByteText.of(bytes)), () -> HexFormat.of()
                    .formatHex(bytes));
        }
    }
}
