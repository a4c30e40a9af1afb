package org.reactord.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What two versions of a rule say otherwise, key by key. */
class DifferenceTest {
    private static RuleMaker maker() {
        return RuleMaker.spool("q").setting("spool", "/q", 2);
    }

    @Test
    void onlyValuesCountAndNotTheirPlaces() {
        Rule before = maker().setting("run", "a", 3).made();
        Rule moved = RuleMaker.spool("q")
                .setting("run", "a", 8)
                .setting("spool", "/q", 9)
                .made();
        assertEquals(List.of(), Difference.between(before, moved));
    }

    @Test
    void aChangedKeyHasThePlaceOfItsNewValue() {
        Rule before = maker().setting("run", "a", 3).made();
        Rule after = maker().setting("run", "b", 7).made();
        assertEquals(
                List.of(new Difference("run", Optional.of("a"), Optional.of("b"), new Origin("test.yaml", 7, 1))),
                Difference.between(before, after));
    }

    @Test
    void keysThatOnlyOneHasAreToldWithTheirOwnPlace() {
        Rule before = maker().setting("done", "keep", 3).made();
        Rule after = maker().setting("on", "[written]", 4).made();
        assertEquals(
                List.of(
                        new Difference("on", Optional.empty(), Optional.of("[written]"), new Origin("test.yaml", 4, 1)),
                        new Difference("done", Optional.of("keep"), Optional.empty(), new Origin("test.yaml", 3, 1))),
                Difference.between(before, after));
    }
}
