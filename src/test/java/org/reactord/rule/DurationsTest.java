package org.reactord.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"0s", "1ms", "200ms", "2500ms", "5s", "90s", "10m", "90m", "1h", "36h", "2d", "30d"})
    void whatIsWrittenCanBeRead(String text) {
        assertEquals(text, Durations.written(Durations.parse(text)));
    }

    @ParameterizedTest
    @CsvSource({"1000ms, 1s", "60s, 1m", "60m, 1h", "24h, 1d", "0ms, 0s"})
    void theLargestUnitIsWritten(String text, String written) {
        assertEquals(written, Durations.written(Durations.parse(text)));
    }

    @ParameterizedTest
    @CsvSource({"200ms, 200ms", "2500ms, 2.5s", "90m, 1h30m", "36h, 1d12h", "61s, 1m1s"})
    void aPersonIsToldInTwoUnits(String text, String told) {
        assertEquals(told, Durations.text(Durations.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "5S", "1.5h", "1h30m", "-5s", "5sec", "9999999999s", "٣s"})
    void nothingElseIsADuration(String text) {
        assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999d"})
    void theLargestIsRead(String text) {
        assertEquals(Duration.ofDays(999_999_999), Durations.parse(text));
    }
}
