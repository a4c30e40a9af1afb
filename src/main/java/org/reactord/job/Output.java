package org.reactord.job;

import java.util.Arrays;
import java.util.Optional;
import org.reactord.event.SafeText;

/**
 * What a command said: the last bytes of each stream, and how many there were in all.
 *
 * @param stdout at most {@link #KEPT} bytes
 * @param stderr at most {@link #KEPT} bytes
 * @param whole where all of it is, if somebody is to be told of a failure
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them, and copies of 128 KiB would be waste
public record Output(byte[] stdout, byte[] stderr, long stdoutTotal, long stderrTotal, Optional<WholeOutput> whole) {
    /** How many bytes of each stream are kept with a run. */
    public static final int KEPT = 64 * 1024;

    public static final Output NONE = new Output(new byte[0], new byte[0], 0, 0);

    /** Output of which there is no more than this. */
    public Output(byte[] stdout, byte[] stderr, long stdoutTotal, long stderrTotal) {
        this(stdout, stderr, stdoutTotal, stderrTotal, Optional.empty());
    }

    /** A longer line is cut: it goes into the log and into what a person is shown. */
    private static final int LONGEST_LINE = 400;

    /** The same, with at most so many last bytes of each stream. */
    public Output cutTo(int bytes) {
        return new Output(end(stdout, bytes), end(stderr, bytes), stdoutTotal, stderrTotal, whole);
    }

    private static byte[] end(byte[] stream, int bytes) {
        return stream.length <= bytes
                ? stream
                : java.util.Arrays.copyOfRange(stream, stream.length - bytes, stream.length);
    }

    /**
     * The last line of standard error that says something, else of standard output, fit for a terminal; empty if both
     * were silent.
     */
    public String lastLine() {
        String line = lastLineOf(stderr);
        return line.isEmpty() ? lastLineOf(stdout) : line;
    }

    private static String lastLineOf(byte[] stream) {
        int end = stream.length;
        while (end > 0 && (stream[end - 1] == '\n' || stream[end - 1] == '\r' || stream[end - 1] == ' ')) {
            end--;
        }
        int start = end;
        while (start > 0 && stream[start - 1] != '\n') {
            start--;
        }
        int cut = Math.min(end, start + LONGEST_LINE);
        while (cut < end && cut > start && (stream[cut] & 0xC0) == 0x80) {
            cut--; // not within a character
        }
        String line = SafeText.ofBytes(Arrays.copyOfRange(stream, start, cut));
        return cut < end ? line + '…' : line;
    }
}
