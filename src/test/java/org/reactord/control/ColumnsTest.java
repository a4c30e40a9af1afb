package org.reactord.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Text in the columns of a terminal. */
class ColumnsTest {
    @Test
    void wideAndCombiningCharactersCountAsTerminalsCountThem() {
        assertEquals(4, Columns.of("abcd"));
        assertEquals(4, Columns.of("写真"));
        assertEquals(1, Columns.of("e\u0301"));
        assertEquals(2, Columns.of("😀"));
        assertEquals(2, Columns.of("✅"));
        assertEquals(1, Columns.of("→"));
    }

    @Test
    void whatIsCutSaysSoAndFits() {
        assertEquals("abcd", Columns.cut("abcd", 4));
        assertEquals("abc…", Columns.cut("abcde", 4));
        assertEquals("写…", Columns.cut("写真写真", 4));
        assertEquals("", Columns.cut("abc", 0));
        assertEquals("…cde", Columns.cutLeft("abcde", 4));
        assertEquals("…😀", Columns.cutLeft("abc😀", 3));
    }

    @Test
    void aSentenceLosesNothingToTheNarrowestTerminal() {
        assertEquals(List.of("  one two", "  abcdefgh", "  ijk end"), Columns.wrap("one two abcdefghijk end", 2, 10));
        assertEquals(List.of("写真", "写"), Columns.wrap("写真写", 0, 5));
    }

    @Test
    void clausesFlowWithoutBeingTorn() {
        assertEquals(List.of("  one, two,", "  three"), Columns.flow(List.of("one", "two", "three"), 2, 12));
        assertEquals(List.of(), Columns.flow(List.of(), 2, 12));
    }
}
