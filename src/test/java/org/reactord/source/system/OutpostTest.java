package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The watch tower stands: what is told there is heard here, and it ends when it is told to. */
class OutpostTest {
    static List<List<String>> wrappers() {
        return List.of(List.of(), Outpost.ROOT, Outpost.NOBODY, Outpost.NOBODY_HERE);
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void itSaysWhatItIsToldAndEnds(List<String> wrapper) throws IOException {
        Outpost outpost = Outpost.start(wrapper, "system", "state=resume");
        outpost.sh("test -d /proc/" + outpost.pid());
        outpost.close();
        List<String> lines = outpost.lines();
        assertEquals("closed", lines.get(lines.size() - 1));
        assertEquals("system heard", lines.get(0));
    }
}
