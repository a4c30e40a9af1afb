package org.reactord.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactord.event.BytePath;

/** The command line as bytes. */
class ArgvTest {
    private static byte[] cmdline(String... words) {
        return (String.join("\0", words) + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Optional<BytePath> raw(String path) {
        return Optional.of(BytePath.of(path.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aWordIsWhatTheKernelKeepsAndNotWhatTheLocaleMadeOfIt() {
        Argv argv = Argv.of(cmdline("java", "-cp", "x", "put", "in", "\u00ff"), "put", "in", "?");
        assertEquals(raw("\u00ff"), argv.pathOf("?"));
        assertEquals(raw("in"), argv.pathOf("in"));
    }

    @Test
    void wordsThatLookAlikeAndAreNotCannotBeTold() {
        Argv argv = Argv.of(cmdline("java", "put", "\u00fe", "\u00ff"), "put", "?", "?");
        assertEquals(Optional.empty(), argv.pathOf("?"));
        Argv same = Argv.of(cmdline("java", "put", "\u00ff", "\u00ff"), "put", "?", "?");
        assertEquals(raw("\u00ff"), same.pathOf("?"));
    }

    @Test
    void whereNothingIsKeptItIsTheTextInUtf8() {
        assertEquals(raw("\u00c3\u00a9"), Argv.of(new byte[0], "put", "\u00e9").pathOf("\u00e9"));
        assertEquals(raw("other"), Argv.of(cmdline("java", "put"), "put").pathOf("other"));
    }

    @Test
    void theCommandLineOfAnotherProgramIsNotAsked() {
        assertEquals(
                raw("in"),
                Argv.of(cmdline("java", "test", "\u00ff"), "put", "in").pathOf("in"));
    }
}
