package org.reactord.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytePathTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/, /",
        "//, /",
        "///, /",
        "/a, /a",
        "/a/, /a",
        "//a//b//, /a/b",
        "a, a",
        "a/, a",
        "a//b, a/b",
        "/a/./../b, /a/./../b",
        ".., ..",
    })
    void slashesAreTidiedAndNothingElse(String written, String kept) {
        assertEquals(kept, path(written).display());
        assertEquals(path(kept), path(written));
        assertEquals(path(kept).hashCode(), path(written).hashCode());
    }

    @ParameterizedTest(name = "{0}: parent {1}, name {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "/, none, /",
                "/a, /, a",
                "/a/b, /a, b",
                "a, none, a",
                "a/b, a, b",
                "/a/b/c, /a/b, c",
                ".x, none, .x",
            })
    void aPathHasAParentAndAName(String path, String parent, String name) {
        assertEquals(
                Optional.ofNullable(parent).map(BytePathTest::path), path(path).parent());
        assertEquals(path(name), path(path).name());
    }

    @ParameterizedTest(name = "{0} below {1} is {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "/a/b, /a, b",
                "/a/b/c, /a, b/c",
                "/a, /, a",
                "/a/b, /, a/b",
                "/a, /a, none",
                "/, /, none",
                "/ab, /a, none",
                "/a, /a/b, none",
                "/b, /a, none",
                "a/b, a, b",
            })
    void belowIsWhatFollowsTheRoot(String path, String root, String rest) {
        assertEquals(
                Optional.ofNullable(rest).map(BytePathTest::path), path(path).below(path(root)));
    }

    @ParameterizedTest(name = "{0} starts with {1}: {2}")
    @CsvSource({
        "/a/b, /a, true",
        "/a, /a, true",
        "/a, /, true",
        "/, /, true",
        "/ab, /a, false",
        "/a, /a/b, false",
        "/, /a, false",
        "a, a, true",
        "ab, a, false",
    })
    void startsWithLooksAtWholeComponents(String path, String directory, boolean does) {
        assertEquals(does, path(path).startsWith(path(directory)));
    }

    @ParameterizedTest(name = "{0}: stem {1}, extension {2}")
    @CsvSource({
        "a/b.tar.gz, b.tar, gz",
        ".profile, .profile, ''",
        "a/.profile.bak, .profile, bak",
        "name, name, ''",
        "name., name, ''",
        "a.b/c, c, ''",
        "..., .., ''",
    })
    void aNameHasAStemAndAnExtension(String path, String stem, String extension) {
        assertEquals(path(stem), path(path).stem());
        assertArrayEquals(extension.getBytes(StandardCharsets.UTF_8), path(path).extension());
    }

    @Test
    void resolvingNamesAnEntryOfADirectory() {
        assertEquals(path("/a/b"), path("/a").resolve(path("b")));
        assertEquals(path("/b"), BytePath.ROOT.resolve(path("b")));
        assertEquals(path("/a/b/c"), path("/a").resolve(path("b/c")));
        assertEquals(path("/x"), path("/a").resolve(path("/x")));
        assertEquals(path("/a/é"), path("/a").resolve("é".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatNoKernelTakesIsNoPath() {
        assertThrows(IllegalArgumentException.class, () -> BytePath.of(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> BytePath.of(new byte[] {'a', 0, 'b'}));
    }

    @Test
    void everyByteComesOutAsItWentIn() {
        byte[] all = new byte[255];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i + 1);
        }
        BytePath path = BytePath.of(all);
        assertArrayEquals(all, path.bytes());
        assertEquals(255, path.length());
        path.bytes()[0] = 'x';
        assertArrayEquals(all, path.bytes(), "a copy was given out");
    }

    @Test
    void aTidyPathIsNotCopiedByItsOwnName() {
        BytePath name = path("a");
        assertSame(name, name.name());
    }

    @Test
    void textIsThereOnlyWhereTheBytesAreText() {
        assertEquals(Optional.of("/é"), path("/é").utf8());
        assertEquals(
                Optional.empty(), BytePath.of(new byte[] {'/', (byte) 0xFF}).utf8());
    }

    @Test
    void hostileBytesAreShownHarmlessOnOneLine() {
        assertEquals("/a\\nb\\r\\t\\\\", path("/a\nb\r\t\\").display());
        assertEquals("/\\x1b[31m", path("/\u001b[31m").display());
        assertEquals(
                "/caf\\xe9",
                BytePath.of(new byte[] {'/', 'c', 'a', 'f', (byte) 0xE9}).display());
        assertEquals("/é 😀", path("/é 😀").toString());
    }

    @Test
    void pathsAreSortedByTheirBytes() {
        List<BytePath> sorted =
                List.of(path("/b"), path("/a/z"), path("/a")).stream().sorted().toList();
        assertEquals(List.of(path("/a"), path("/a/z"), path("/b")), sorted);
        assertTrue(BytePath.of(new byte[] {(byte) 0xFF}).compareTo(path("a")) > 0);
    }

    @Test
    void absoluteIsWhatBeginsWithASlash() {
        assertTrue(path("/a").isAbsolute());
        assertFalse(path("a").isAbsolute());
    }

    private static BytePath path(String text) {
        return BytePath.ofUtf8(text);
    }
}
