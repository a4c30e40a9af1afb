package org.reactord.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactord.client.TerminalSize;

/** One answer in the place of another. */
class ScreenTest {
    private static final String NEXT = "\u001b[K\r\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Screen screen(boolean redraws, boolean apart, int rows) {
        return new Screen(
                new PrintStream(out, false, StandardCharsets.UTF_8), redraws, apart, new TerminalSize(rows, 80));
    }

    private String shown() {
        String shown = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return shown;
    }

    @Test
    void onATerminalItIsDrawnOverTheLast() {
        Screen screen = screen(true, true, 10);
        screen.show(List.of("a", "b"));
        assertEquals("\u001b[H\u001b[2Ja" + NEXT + "b" + NEXT + "\u001b[J", shown());
        screen.show(List.of("c"));
        assertEquals("\u001b[Hc" + NEXT + "\u001b[J", shown());
        screen.resized(new TerminalSize(10, 40));
        screen.show(List.of("c"));
        assertEquals("\u001b[H\u001b[2Jc" + NEXT + "\u001b[J", shown());
    }

    @Test
    void whatIsTallerThanTheScreenDoesNotScroll() {
        Screen screen = screen(true, true, 4);
        screen.show(List.of("a", "b", "c"));
        assertEquals(3, shown().split("\r\n", -1).length - 1);
        screen.show(List.of("a", "b", "c", "d"));
        assertEquals("\u001b[Ha" + NEXT + "b" + NEXT + "… and 2 lines more" + NEXT + "\u001b[J", shown());
    }

    @Test
    void elsewhereItStandsBelowTheLast() {
        Screen text = screen(false, true, 0);
        text.show(List.of("a", "b"));
        text.show(List.of("c"));
        assertEquals("a\nb\n\nc\n", shown());
        Screen json = screen(false, false, 0);
        json.show(List.of("{}"));
        json.show(List.of("{}"));
        assertEquals("{}\n{}\n", shown());
    }
}
