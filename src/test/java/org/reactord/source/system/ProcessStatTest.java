package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProcessStatTest {
    private static ProcessStat parsed(String name, String state, String flags) {
        String text = "7 (" + name + ") " + state + " 3 7 7 0 -1 " + flags
                + " 1 2 3 4 5 6 7 8 20 0 1 0 4711 9000 12 18446744073709551615 1 1\n";
        return Objects.requireNonNull(ProcessStat.parse(7, text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void theNameMayHoldAnything() {
        ProcessStat stat = parsed("a) R (b \u00ff)", "S", "4194304");
        assertEquals("a) R (b \u00ff)", stat.command());
        assertEquals(new ProcessStat(7, "a) R (b \u00ff)", 'S', 3, 4194304, 4711), stat);
    }

    @Test
    void itSaysWhatHasEndedAndWhatWasOnlyForked() {
        assertTrue(parsed("x", "Z", "0").hasEnded());
        assertFalse(parsed("x", "R", "0").hasEnded());
        assertTrue(parsed("x", "R", "4194368").isForkOnly());
        assertFalse(parsed("x", "R", "4194304").isForkOnly());
    }

    @Test
    void aNameOfFifteenBytesMayBeCut() {
        assertTrue(parsed("fifteen-letters", "R", "0").isCut());
        assertFalse(parsed("fourteenletter", "R", "0").isCut());
    }

    @Test
    void whatEndsEarlyIsNothing() {
        assertNull(ProcessStat.parse(7, "7 (x) R 3 7".getBytes(StandardCharsets.ISO_8859_1)));
        assertNull(ProcessStat.parse(7, new byte[] {'7'}));
    }
}
