package org.reactord.control;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.reactord.contact.Protocol;

/** Puts lines together from what comes in pieces; holds no more than one request and one piece. */
final class RequestLine {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int count;

    /** What there is to take. */
    sealed interface Next {}

    /** A line, without its end. */
    record Whole(ByteBuffer line) implements Next {}

    record TooLong() implements Next {}

    record Nothing() implements Next {}

    void add(ByteBuffer piece) {
        int more = piece.remaining();
        if (count + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(count + more, bytes.length * 2));
        }
        piece.get(bytes, count, more);
        count += more;
    }

    /**
     * The next line.
     *
     * @param ended whether no more will come, so that what is there is the last line
     */
    Next next(boolean ended) {
        int end = 0;
        while (end < count && bytes[end] != '\n') {
            end++;
        }
        if (end > Protocol.LONGEST_REQUEST) {
            return new TooLong();
        }
        if (end == count && (!ended || count == 0)) {
            return new Nothing();
        }
        byte[] line = Arrays.copyOf(bytes, end);
        drop(Math.min(end + 1, count));
        return new Whole(ByteBuffer.wrap(line));
    }

    private void drop(int length) {
        bytes = count == length ? NOTHING : Arrays.copyOfRange(bytes, length, count);
        count -= length;
    }

    void clear() {
        bytes = NOTHING;
        count = 0;
    }
}
