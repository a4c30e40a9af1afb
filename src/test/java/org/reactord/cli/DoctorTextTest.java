package org.reactord.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactord.doctor.Finding;
import org.reactord.doctor.Finding.State;

/** How the doctor's findings look. */
class DoctorTextTest {
    private static final List<Finding> FINDINGS = List.of(
            new Finding("java", State.OK, "17", ""),
            new Finding(
                    "clock", State.WARN, "it is behind the files by more than a minute", "timedatectl set-ntp true"),
            new Finding("daemon", State.FAIL, "stopped", "kill -CONT 1"));

    @Test
    void itIsInColumnsWithTheAdviceBelow() {
        assertEquals(
                List.of(
                        "ok    java    17",
                        "warn  clock   it is behind the files by more than a minute",
                        "              -> timedatectl set-ntp true",
                        "FAIL  daemon  stopped",
                        "              -> kill -CONT 1"),
                new DoctorText(0, false).lines(FINDINGS, false));
    }

    @Test
    void onATerminalWhatIsSaidIsBrokenAndAdviceIsNot() {
        assertEquals(
                List.of(
                        "warn  clock   it is behind the files by",
                        "              more than a minute",
                        "              -> timedatectl set-ntp true"),
                new DoctorText(40, false).lines(FINDINGS, true).subList(0, 3));
    }

    @Test
    void colourIsOfTheStateOnly() {
        assertEquals(
                "\u001b[32mok\u001b[0m    java    17",
                new DoctorText(0, true).lines(FINDINGS, false).get(0));
        assertEquals(
                "\u001b[31mFAIL\u001b[0m  daemon  stopped",
                new DoctorText(0, true).lines(FINDINGS, false).get(3));
    }
}
