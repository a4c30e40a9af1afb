package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NativesTest {
    @Test
    void worksHere() {
        assertEquals(Optional.empty(), Natives.unavailable());
    }

    @Test
    void saysWhatIsNotSupported() {
        assertTrue(Natives.unsupported("Mac OS X", "aarch64").orElseThrow().contains("Mac OS X"));
        assertTrue(Natives.unsupported("Linux", "i386").orElseThrow().contains("i386"));
        assertEquals(Optional.empty(), Natives.unsupported("Linux", "amd64"));
    }

    @Test
    void saysInOneLineWhyLoadingFailed() {
        Throwable inner = new UnsatisfiedLinkError("no stub library\n\tat somewhere");
        assertEquals(
                "java.lang.UnsatisfiedLinkError: no stub library",
                Natives.firstLine(new ExceptionInInitializerError(inner)));
    }

    @Test
    void armAndPowerHaveOpenFlagsOfTheirOwn() {
        assertTrue(OpenFlags.isSwapped("aarch64"));
        assertTrue(OpenFlags.isSwapped("ppc64le"));
        assertTrue(!OpenFlags.isSwapped("amd64") && !OpenFlags.isSwapped("riscv64"));
    }
}
