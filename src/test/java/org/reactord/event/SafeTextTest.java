package org.reactord.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource({
        "61, a",
        "C3A9, é",
        "E282AC, €",
        "F09F9880, 😀",
        "0A, \\n",
        "0D, \\r",
        "09, \\t",
        "5C, \\\\",
        "1B5B33316D, \\x1b[31m",
        "7F, \\x7f",
        "C285, \\x85", // a C1 control that is valid UTF-8
        "C2A0, '\u00a0'",
        "E280AE, \\u{202e}", // turns the reading direction around
        "E280A8, \\u{2028}",
        "EFBBBF, \\u{feff}",
        "EE8080, \\u{e000}",
        "80, \\x80",
        "FF, \\xff",
        "C3, \\xc3",
        "C328, \\xc3(",
        "C0AF, \\xc0\\xaf", // overlong
        "C1BF, \\xc1\\xbf",
        "E080AF, \\xe0\\x80\\xaf",
        "E09FBF, \\xe0\\x9f\\xbf",
        "F08080AF, \\xf0\\x80\\x80\\xaf",
        "F08FBFBF, \\xf0\\x8f\\xbf\\xbf",
        "EDA080, \\xed\\xa0\\x80", // a surrogate
        "EDBFBF, \\xed\\xbf\\xbf",
        "ED9FBF, '\\u{d7ff}'",
        "F4908080, \\xf4\\x90\\x80\\x80", // beyond Unicode
        "F5808080, \\xf5\\x80\\x80\\x80",
        "E282, \\xe2\\x82", // cut short
        "F09F98, \\xf0\\x9f\\x98",
        "E28261, \\xe2\\x82a",
    })
    void bytesAreShownOnOneLineAndHarmless(String hex, String shown) {
        assertEquals(shown, SafeText.ofBytes(HexFormat.of().parseHex(hex)));
    }

    @Test
    void textIsMadeSafeAsItsBytesAre() {
        assertEquals("é\\n\\x1b", SafeText.ofText("é\n\u001b"));
        assertEquals("", SafeText.ofText(""));
    }

    @Test
    void whateverTheBytesNothingThatMovesACursorComesOut() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            String shown = SafeText.ofBytes(bytes);
            assertFalse(shown.chars().anyMatch(Character::isISOControl), shown);
        }
    }

    @Test
    void validTextHasTheCharactersThatTheJdkSees() {
        Random random = new Random(2);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(6)];
            random.nextBytes(bytes);
            String raw = new String(bytes, StandardCharsets.ISO_8859_1);
            StringBuilder read = new StringBuilder();
            for (int at = 0; at < raw.length(); ) {
                int length = Utf8.lengthAt(raw, at);
                int codePoint = Utf8.codePointAt(raw, at, length);
                boolean lone = codePoint >= Utf8.LONE_BYTE && codePoint < Utf8.LONE_BYTE + 0x100;
                read.appendCodePoint(lone ? 0xFFFD : codePoint);
                at += length;
            }
            assertEquals(isValid(bytes), read.indexOf("\uFFFD") < 0, () -> HexFormat.of()
                    .formatHex(bytes));
            if (isValid(bytes)) {
                assertEquals(new String(bytes, StandardCharsets.UTF_8), read.toString());
            }
        }
    }

    private static boolean isValid(byte[] bytes) {
        byte[] again = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(again, bytes);
    }
}
