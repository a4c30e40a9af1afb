package org.reactord.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactord.rule.RetryPolicy;

class OutcomeTest {
    private static final RetryPolicy TWICE = new RetryPolicy(2, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(new Outcome.Exited(0), "DONE DONE", true, "exited 0", "exited"),
                Arguments.of(new Outcome.Exited(75), "RETRY GIVE_UP", true, "exited 75", "exited"),
                Arguments.of(
                        new Outcome.Signalled("SEGV", true),
                        "RETRY GIVE_UP",
                        true,
                        "was killed by SIGSEGV (core dumped)",
                        "signalled"),
                Arguments.of(
                        new Outcome.TimedOut(Duration.ofMinutes(90), "was killed"),
                        "RETRY GIVE_UP",
                        true,
                        "timed out after 1h30m and was killed",
                        "timed-out"),
                Arguments.of(
                        new Outcome.CannotStart("no such program"),
                        "RETRY GIVE_UP",
                        true,
                        "could not start: no such program",
                        "cannot-start"),
                Arguments.of(
                        new Outcome.Deferred("no memory"),
                        "RETRY RETRY",
                        false,
                        "could not start for now: no memory",
                        "deferred"),
                Arguments.of(
                        new Outcome.Vanished("it is gone"),
                        "DONE DONE",
                        false,
                        "had nothing to do: it is gone",
                        "vanished"),
                Arguments.of(
                        new Outcome.Cancelled("the daemon stops"),
                        "RETRY RETRY",
                        false,
                        "was ended: the daemon stops",
                        "cancelled"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void whatFollowsFromAnEnd(Outcome outcome, String dispositions, boolean counts, String text, String word) {
        List<Disposition> after = List.of(outcome.disposition(TWICE, 1), outcome.disposition(TWICE, 2));
        assertEquals(dispositions, after.get(0) + " " + after.get(1));
        assertEquals(counts, outcome.countsAgainstJob());
        assertEquals(text, outcome.describe());
        assertEquals(word, outcome.word());
    }

    @Test
    void onlyAnExitWithZeroIsSuccess() {
        long successes =
                outcomes().filter(each -> ((Outcome) each.get()[0]).success()).count();
        assertEquals(1, successes);
        assertTrue(new Outcome.Exited(0).success());
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "'', '', ''",
        "'out\n', '', out",
        "'out\n', 'err\n', err",
        "'out\n', '\n\r\n  \n', out",
        "'', 'first\nlast', last",
        "'', 'first\nlast\n\n', last",
        "'', 'a\u001b[0mb\n', a\\x1b[0mb",
        "'', 'progress 1\rprogress 2\r\n', progress 1\\rprogress 2",
    })
    void theLastThingThatACommandSaid(String out, String err, String last) {
        assertEquals(last, new Output(bytes(out), bytes(err), 0, 0).lastLine());
    }

    @Test
    void aLineWithoutAnEndIsCut() {
        String line = new Output(new byte[0], bytes("é".repeat(30_000)), 0, 0).lastLine();
        assertEquals("é".repeat(200) + "…", line);
        String odd = new Output(new byte[0], bytes("x" + "é".repeat(30_000)), 0, 0).lastLine();
        assertEquals("x" + "é".repeat(199) + "…", odd);
        byte[] noText = new byte[64 * 1024];
        java.util.Arrays.fill(noText, (byte) 0x80);
        assertTrue(new Output(new byte[0], noText, 0, 0).lastLine().length() < 2000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
