package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactord.event.SystemKind;
import org.reactord.source.SystemRequest;

class WantedProgramsTest {
    private static final Program FIREFOX =
            new Program(7, 1, Map.of("name", "firefox", "exe", "/usr/lib/firefox/firefox", "user", "ann"));

    private static WantedPrograms wanted(Map<String, Set<String>> rule) {
        return wanted(Set.of(rule));
    }

    private static WantedPrograms wanted(Set<Map<String, Set<String>>> rules) {
        return WantedPrograms.of(new SystemRequest(SystemKind.PROCESS, rules));
    }

    private static ProcessStat called(String command) {
        return new ProcessStat(7, command, 'R', 1, 0, 1);
    }

    @Test
    void aRuleWantsWhatFitsOneOfEachOfItsFields() {
        assertTrue(wanted(Map.of("name", Set.of("mutt", "fire*"), "user", Set.of("ann")))
                .wants(FIREFOX));
        assertFalse(
                wanted(Map.of("name", Set.of("fire*"), "user", Set.of("bob"))).wants(FIREFOX));
        assertTrue(wanted(Set.of(Map.of("name", Set.of("mutt")), Map.of("user", Set.of("ann"))))
                .wants(FIREFOX));
    }

    @Test
    void theStateSaysNothingOfTheProgram() {
        assertTrue(wanted(Map.of("name", Set.of("firefox"), "state", Set.of("stopped")))
                .wants(FIREFOX));
        assertTrue(wanted(Map.of("state", Set.of("stopped"))).isEverything());
        assertFalse(wanted(Map.of("name", Set.of("*"))).isEverything());
    }

    @Test
    void aFileIsAPath() {
        assertTrue(wanted(Map.of("exe", Set.of("/usr/lib/**"))).wants(FIREFOX));
        assertTrue(wanted(Map.of("exe", Set.of("/usr/lib/firefox/firefox"))).wants(FIREFOX));
        assertFalse(wanted(Map.of("exe", Set.of("/usr/bin/*"))).wants(FIREFOX));
        assertFalse(wanted(Map.of("exe", Set.of("**"))).wants(new Program(7, 1, Map.of("name", "hidden"))));
    }

    @Test
    void theNameAloneSaysThatNobodyWantsItUnlessItIsCut() {
        WantedPrograms wanted = wanted(Map.of("name", Set.of("firefox-long-name")));
        assertFalse(wanted.mayWant(called("bash")));
        assertTrue(wanted.mayWant(called("firefox-long-na")));
        assertTrue(wanted(Map.of("exe", Set.of("/usr/bin/*"))).mayWant(called("bash")));
    }
}
