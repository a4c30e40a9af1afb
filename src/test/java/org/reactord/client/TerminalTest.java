package org.reactord.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stdout is taken for. */
class TerminalTest {
    private static Terminal terminal(boolean terminal, Map<String, String> env) {
        return Terminal.of(terminal, TerminalSize.UNKNOWN, env::get);
    }

    @Test
    void theSizeIsWhatSttySaysUnlessColumnsAreNamed() {
        TerminalSize size = TerminalSize.of("50 132\n");
        assertEquals(new TerminalSize(50, 132), size);
        assertEquals(size, TerminalSize.of("50x132"));
        assertEquals(132, Terminal.of(true, size, any -> null).width());
        assertEquals(0, Terminal.of(false, size, any -> null).width());
        assertEquals(90, Terminal.of(true, size, Map.of("COLUMNS", "90")::get).width());
        assertEquals(80, Terminal.of(true, TerminalSize.of("0 0"), any -> null).width());
        assertEquals(TerminalSize.UNKNOWN, TerminalSize.of("stty: not a tty"));
        assertEquals(TerminalSize.UNKNOWN, TerminalSize.of(null));
    }

    @Test
    void coloursAreForTerminalsWhoseUsersWantThem() {
        assertEquals(new Terminal(80, true), terminal(true, Map.of()));
        assertEquals(new Terminal(80, true), terminal(true, Map.of("NO_COLOR", "")));
        assertEquals(new Terminal(80, false), terminal(true, Map.of("NO_COLOR", "1")));
        assertEquals(new Terminal(80, false), terminal(true, Map.of("TERM", "dumb")));
        assertEquals(new Terminal(0, false), terminal(false, Map.of("TERM", "xterm")));
        assertEquals(new Terminal(0, true), terminal(false, Map.of("CLICOLOR_FORCE", "1")));
        assertEquals(new Terminal(0, false), terminal(false, Map.of("CLICOLOR_FORCE", "0")));
    }

    @Test
    void columnsAreObeyed() {
        assertEquals(132, terminal(true, Map.of("COLUMNS", "132")).width());
        assertEquals(40, terminal(false, Map.of("COLUMNS", "40")).width());
        assertEquals(80, terminal(true, Map.of("COLUMNS", "many")).width());
    }
}
