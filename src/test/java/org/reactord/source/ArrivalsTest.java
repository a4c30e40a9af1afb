package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private final Arrivals arrivals = new Arrivals();
    private final List<String> out = new ArrayList<>();

    private void add(String name, long changed) {
        arrivals.add(name.getBytes(StandardCharsets.ISO_8859_1), changed);
    }

    private List<String> handedOut(boolean last) {
        out.clear();
        while (arrivals.isDue(last)) {
            out.add(new String(arrivals.next(), StandardCharsets.ISO_8859_1));
        }
        return out;
    }

    @Test
    void whatCameFirstIsFirstAndNamesDecideBetweenEquals() {
        add("b", 2);
        add("\u00ff", 1);
        add("z", 1);
        add("a", 2);
        assertEquals(List.of(), handedOut(false));
        assertEquals(List.of("z", "\u00ff", "a", "b"), handedOut(true));
        assertFalse(arrivals.isDue(true));
    }

    @Test
    void aLargeDirectoryIsHandedOutInParts() {
        for (int i = 0; i < Arrivals.MOST; i++) {
            assertFalse(arrivals.isDue(false));
            add("n", Arrivals.MOST - i);
        }
        add("first", 0);
        assertEquals(Arrivals.MOST + 1, handedOut(false).size());
        assertEquals("first", out.get(0));
        add("rest", 5);
        assertEquals(List.of("rest"), handedOut(true));
    }

    @Test
    void whatIsForgottenIsNotHandedOut() {
        add("a", 1);
        arrivals.isDue(true);
        arrivals.clear();
        assertFalse(arrivals.isDue(true));
    }
}
