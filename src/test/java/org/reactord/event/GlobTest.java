package org.reactord.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    @ParameterizedTest(name = "{0} fits {1}: {2}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                // without a slash: on the last component
                "a, a, true",
                "a, b, false",
                "a, x/a, true",
                "a, a/x, false",
                "a, aa, false",
                "*, a, true",
                "*, x/y/z, true",
                "*.txt, a.txt, true",
                "*.txt, dir/a.txt, true",
                "*.txt, a.txt.bak, false",
                "*.txt, .txt, true",
                "*, .hidden, true",
                "?hidden, .hidden, true",
                "a*, a, true",
                "a*b, ab, true",
                "a*b, axxb, true",
                "a*b, axxbx, false",
                "*a*b*, xxaxxbxx, true",
                "*a*b*, xxbxxaxx, false",
                "*aab, aaab, true",
                "*abc*abd, abcabcabd, true",
                "**, a, true",
                "a**b, a-long-way-b, true",
                "?, a, true",
                "?, ab, false",
                "??, a, false",
                "?, é, true",
                "??, é, false",
                "?, €, true",
                "?, 😀, true",
                "*é*, caféteria, true",
                "caf?, café, true",
                // with a slash: on the whole path below the root
                "/a, a, true",
                "/a, x/a, false",
                "a/b, a/b, true",
                "a/b, x/a/b, false",
                "a/*, a/b, true",
                "a/*, a/b/c, false",
                "a/*, a, false",
                "*/b, a/b, true",
                "*/b, x/a/b, false",
                "*/*, a/b, true",
                "*/*, a, false",
                "a/?, a/b, true",
                "a?b/c, a/b/c, false",
                "a/**, a/b, true",
                "a/**, a/b/c/d, true",
                "a/**, a, false",
                "a/**, ab, false",
                "**/b, b, true",
                "**/b, a/b, true",
                "**/b, x/y/b, true",
                "**/b, xb, false",
                "**/b, x/yb, false",
                "/**/b, b, true",
                "a/**/b, a/b, true",
                "a/**/b, a/x/b, true",
                "a/**/b, a/x/y/b, true",
                "a/**/b, ab, false",
                "a/**/b, a/xb, false",
                "a/**/b, axb, false",
                "**/a/**/b, x/a/y/b, true",
                "**/a/**/b, a/b, true",
                "**/*.txt, x/y/a.txt, true",
                "**/*.txt, a.txt, true",
                "**/a*b/*c, x/aab/bc, true",
                "**/a*b/*c, x/aa/bb/bc, false",
                "**/a*/b, a1/a2/b, true",
                "a**/b, ax/y/b, true",
                "a**/b, a/b, true",
                "x/***/y, x/a/y, true",
                "*/**/*.c, src/a.c, true",
                "*/**/*.c, a.c, false",
                // classes
                "[abc], b, true",
                "[abc], d, false",
                "[a-c], b, true",
                "[a-c], d, false",
                "[!a-c], d, true",
                "[!a-c], b, false",
                "[^a-c], d, true",
                "[^a-c], a, false",
                "[a-cx-z], y, true",
                "[a-cx-z], m, false",
                "[a-], -, true",
                "[-a], -, true",
                "[]], ], true",
                "[]a], a, true",
                "[!]], a, true",
                "[!]], ], false",
                "[*?], *, true",
                "[*?], a, false",
                "[\\]], ], true",
                "[é], é, true",
                "[à-ü], é, true",
                "[à-ü], e, false",
                "x[!y]/a, x//a, false",
                "f[0-9][0-9], f42, true",
                // escapes
                "\\*, *, true",
                "\\*, a, false",
                "\\?, ?, true",
                "\\[a], [a], true",
                "a\\\\b, a\\b, true",
                "\"\\{a\\,b\\}\", \"{a,b}\", true",
                "\\é, é, true",
                // braces
                "\"{a,b}\", a, true",
                "\"{a,b}\", b, true",
                "\"{a,b}\", c, false",
                "\"*.{jpg,jpeg,png}\", x.jpeg, true",
                "\"*.{jpg,jpeg,png}\", x.gif, false",
                "\"a{b,c{d,e}}f\", abf, true",
                "\"a{b,c{d,e}}f\", acef, true",
                "\"a{b,c{d,e}}f\", acf, false",
                "\"{a,}b\", b, true",
                "\"{a,}b\", ab, true",
                "\"{a,b}{c,d}\", bc, true",
                "\"{a}\", a, true",
                "\"{src,test}/**/*.c\", test/x/y.c, true",
                "\"{a\\,b,c}\", \"a,b\", true",
                "\"[{]\", {, true",
                "}, }, true",
            })
    void whatFitsAPattern(String pattern, String path, boolean fits) {
        assertEquals(fits, Glob.of(pattern).matches(BytePath.ofUtf8(path)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", the pattern is empty",
                "/, the pattern is empty",
                "[abc, a '[' has no closing ']'",
                "[], a '[' has no closing ']'",
                "[!], a '[' has no closing ']'",
                "[z-a], a range in '[…]' runs backwards",
                "\"{a,b\", a '{' has no closing '}'",
                "\"{a,{b}\", a '{' has no closing '}'",
                "a\\, nothing follows the last '\\'",
            })
    void aMistakeIsToldInASentence(String pattern, String sentence) {
        Exception wrong = assertThrows(IllegalArgumentException.class, () -> Glob.of(pattern));
        assertEquals(sentence, wrong.getMessage());
    }

    @Test
    void bracesThatStandForTooManyPatternsAreAMistake() {
        assertTrue(Glob.of("{a,b}".repeat(8)).matches(BytePath.ofUtf8("abababab")));
        Exception wrong = assertThrows(IllegalArgumentException.class, () -> Glob.of("{a,b}".repeat(30)));
        assertEquals("the braces stand for more than 256 patterns", wrong.getMessage());
    }

    @Test
    void aPatternThatIsLongerThanAnyPathIsAMistake() {
        String deep = "{".repeat(1_000_000) + "}".repeat(1_000_000);
        Exception wrong = assertThrows(IllegalArgumentException.class, () -> Glob.of(deep));
        assertEquals("the pattern is longer than 4096 characters", wrong.getMessage());
    }

    @Test
    void bracesBeyondAllReasonAreAMistake() {
        Exception wrong =
                assertThrows(IllegalArgumentException.class, () -> Glob.of("{".repeat(2000) + "}".repeat(2000)));
        assertEquals("there are more than 64 braces", wrong.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Glob.of("{a}".repeat(1000)));
    }

    @Test
    void aByteThatIsNoUtf8CountsAsOneCharacter() {
        BytePath latin = BytePath.of(new byte[] {'c', 'a', 'f', (byte) 0xE9});
        assertTrue(Glob.of("caf?").matches(latin));
        assertTrue(Glob.of("caf*").matches(latin));
        assertTrue(Glob.of("caf[!x]").matches(latin));
        assertFalse(Glob.of("café").matches(latin));
        assertFalse(Glob.of("caf??").matches(latin));
        BytePath half = BytePath.of(new byte[] {(byte) 0xE2, (byte) 0x82});
        assertTrue(Glob.of("??").matches(half));
        assertFalse(Glob.of("?").matches(half));
    }

    @Test
    void aNewlineIsACharacterLikeAnyOther() {
        assertTrue(Glob.of("a*b").matches(BytePath.ofUtf8("a\n-b")));
        assertTrue(Glob.of("a?b").matches(BytePath.ofUtf8("a\nb")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*a*a*a*a*a*a*a*a*b", "**a*a*a*a*b", "**/*a*a*a/**/*a*a*b", "{*a,*aa}*{*a,*aa}*b"})
    @Timeout(60) // a matcher that tries all ways would need longer than the universe has
    void noPatternExplodes(String pattern) {
        Glob glob = Glob.of(pattern);
        assertFalse(glob.matches(BytePath.ofUtf8("a".repeat(4096))));
        assertFalse(glob.matches(BytePath.ofUtf8("a/".repeat(2047) + "a")));
        assertFalse(glob.matches(BytePath.ofUtf8("ab".repeat(2047) + "c")));
    }

    @Test
    void aTrailingSlashMarksAPatternForDirectories() {
        Glob glob = Glob.of("build/");
        assertTrue(glob.forDirectories());
        assertTrue(glob.matches(BytePath.ofUtf8("x/build")), "and is compared with the last component");
        assertFalse(Glob.of("build").forDirectories());
        assertFalse(Glob.of("a/build/").matches(BytePath.ofUtf8("x/a/build")));
    }

    @ParameterizedTest(name = "{0} begins with {1}: {2}")
    @CsvSource({
        ".*, ., true",
        "*.job, ., false",
        "dir/.*, ., true",
        "*/#a, #, true",
        ".git/, ., true",
        "a/.git/, ., true"
    })
    void aPatternMayNameTheFirstLetter(String pattern, char letter, boolean does) {
        assertEquals(does, Glob.of(pattern).beginsWith(letter));
    }

    @Test
    void aValueThatIsNoPathIsComparedWhole() {
        assertTrue(Glob.of("wg*").matchesValue("wg0".getBytes(StandardCharsets.UTF_8)));
        assertFalse(Glob.of("wg*").matchesValue(new byte[0]));
        assertTrue(Glob.of("*").matchesValue(new byte[0]));
    }

    @Test
    void patternsAreEqualAsTheyAreWritten() {
        assertEquals(Glob.of("*.txt"), Glob.of("*.txt"));
        assertEquals(Glob.of("*.txt").hashCode(), Glob.of("*.txt").hashCode());
        assertNotEquals(Glob.of("a"), Glob.of("[a]"));
        assertEquals("{a,b}/", Glob.of("{a,b}/").toString());
    }

    @Test
    void itAgreesWithTheJdkWhereTheTwoMeanTheSame() {
        Random random = new Random(20250301);
        int fitting = 0;
        for (int i = 0; i < 40_000; i++) {
            String pattern = "/" + randomPattern(random);
            String path = randomPath(random);
            boolean expected = jdk(pattern.substring(1)).matches(Path.of(path));
            assertEquals(expected, Glob.of(pattern).matches(BytePath.ofUtf8(path)), () -> pattern + " against " + path);
            fitting += expected ? 1 : 0;
        }
        assertTrue(fitting > 4000, "enough of them fit: " + fitting);
    }

    private static PathMatcher jdk(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }

    /** Not {@code **}{@code /}, which the JDK does not let match nothing. */
    private static String randomPattern(Random random) {
        String[] pieces = {"a", "b", "*", "?", "/", "[ab]", "[!b]", "{a,bb}", "**", "*", "a"};
        StringBuilder pattern = new StringBuilder();
        int length = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            String piece = pieces[random.nextInt(pieces.length)];
            boolean slash = piece.equals("/");
            boolean lonely = pattern.length() == 0 || i == length - 1 || pattern.charAt(pattern.length() - 1) == '/';
            boolean afterStar = pattern.length() > 0 && pattern.charAt(pattern.length() - 1) == '*';
            if (!(slash && (lonely || afterStar)) && !(piece.startsWith("*") && afterStar)) {
                pattern.append(piece);
            }
        }
        while (pattern.length() > 0 && pattern.charAt(pattern.length() - 1) == '/') {
            pattern.setLength(pattern.length() - 1);
        }
        return pattern.length() == 0 ? "a" : pattern.toString();
    }

    private static String randomPath(Random random) {
        StringBuilder path = new StringBuilder();
        int components = 1 + random.nextInt(3);
        for (int i = 0; i < components; i++) {
            path.append(i == 0 ? "" : "/");
            int letters = 1 + random.nextInt(3);
            for (int j = 0; j < letters; j++) {
                path.append("abc".charAt(random.nextInt(3)));
            }
        }
        return path.toString();
    }
}
