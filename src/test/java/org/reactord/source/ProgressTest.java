package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How far work has come, in words. */
class ProgressTest {
    @Test
    void countsAreWrittenForAPerson() {
        assertEquals(
                "putting its directories under watch: 12,000 directories so far",
                new Progress(Progress.Work.ARMING, 12_000, 0).describe());
        assertEquals(
                "looking at what is there: 1 directory and 1,234,567 names so far",
                new Progress(Progress.Work.SCANNING, 1, 1_234_567).describe());
    }
}
