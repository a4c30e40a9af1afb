package org.reactord.source.clock;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Sets the clock of this machine by a microsecond, which nothing but the kernel notices. */
final class ClockShift {
    /** adjtimex(2), for syscall(2). */
    private static final Map<String, String> NUMBER = Map.of("amd64", "159", "aarch64", "171");

    /** struct timex: modes is ADJ_SETOFFSET; time, by how much, stands at 72. */
    private static final String PROGRAM = """
            my $timex = pack("I x68 q q x120", 0x100, 0, 1);
            syscall($ARGV[0], $timex) >= 0 or die "adjtimex: $!";
            """;

    private ClockShift() {}

    /** Only root may, and not in every container. */
    static void forward() throws IOException, InterruptedException {
        String number = NUMBER.getOrDefault(System.getProperty("os.arch"), "");
        assumeTrue(!number.isEmpty(), "the number of adjtimex is not known here");
        assumeTrue(mayShift(number), "the clock may not be set here");
    }

    private static boolean mayShift(String number) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of("perl", "-e", PROGRAM, number))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
