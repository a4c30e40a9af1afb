package org.reactord.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Turns of phrase. */
class WordsTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    @Test
    void timesAreToldAsAPersonWould() {
        assertEquals("3s ago", Words.ago(NOW.minusMillis(3900), NOW));
        assertEquals("0s ago", Words.ago(NOW.plusSeconds(5), NOW));
        assertEquals("2 h ago", Words.ago(NOW.minusSeconds(7500), NOW));
        assertEquals("119s ago", Words.ago(NOW.minusSeconds(119), NOW));
        assertEquals("3 min ago", Words.ago(NOW.minusSeconds(200), NOW));
        assertEquals("2 days", Words.span(NOW.minusSeconds(2 * 86_400), NOW));
        assertEquals("in 2 min", Words.until(NOW.plusMillis(119_500), NOW));
        assertEquals("in 1s", Words.until(NOW.plusMillis(1), NOW));
        assertEquals("now", Words.until(NOW, NOW));
    }

    @Test
    void numbersTakeTheirNouns() {
        assertEquals("1 rule", Words.count(1, "rule"));
        assertEquals("0 rules", Words.count(0, "rule"));
        assertEquals("512 B", Words.bytes(512));
        assertEquals("1.5 KiB", Words.bytes(1536));
        assertEquals("64.0 MiB", Words.bytes(64 << 20));
    }
}
