package org.reactord.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Guessing what was meant. */
class SpellingTest {
    private static final List<String> WORDS = List.of("status", "rules", "show", "reload");

    @Test
    void aSlipOfTheFingerIsRecognised() {
        for (String slip : List.of("sttus", "statsu", "Status", "statuss", "ststus")) {
            assertEquals(Optional.of("status"), Spelling.nearest(slip, WORDS), slip);
        }
        assertEquals("; did you mean 'reload'?", Spelling.hint("relaod", WORDS));
    }

    @Test
    void whatIsFarFromEverythingIsLeftAlone() {
        for (String word : List.of("", "x", "dance", "x".repeat(10_000))) {
            assertEquals(Optional.empty(), Spelling.nearest(word, WORDS), word);
        }
    }

    @Test
    void aSwapCountsOnce() {
        assertEquals(1, Spelling.distance("ab", "ba"));
        assertEquals(3, Spelling.distance("kitten", "sitting"));
    }
}
