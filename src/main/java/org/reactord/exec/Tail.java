package org.reactord.exec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The last bytes of a stream: a ring that is only as large as what was ever put into it, up to a bound. */
final class Tail {
    private static final int FIRST_SIZE = 512;

    private final int bound;
    private byte[] ring = new byte[0];
    private long total;

    Tail(int bound) {
        this.bound = bound;
    }

    /** Takes all that remains in the buffer. */
    void put(ByteBuffer bytes) {
        int count = bytes.remaining();
        int skipped = Math.max(0, count - bound);
        bytes.position(bytes.position() + skipped);
        total += skipped;
        grow(Math.min(bound, total + bytes.remaining()));
        while (bytes.hasRemaining()) {
            int at = (int) (total % ring.length);
            int part = Math.min(bytes.remaining(), ring.length - at);
            bytes.get(ring, at, part);
            total += part;
        }
    }

    /** Until the bound is reached the ring has never wrapped, so a larger copy holds the same bytes at their places. */
    private void grow(long needed) {
        if (needed > ring.length) {
            long doubled = Math.max(FIRST_SIZE, 2L * ring.length);
            ring = Arrays.copyOf(ring, (int) Math.min(bound, Math.max(needed, doubled)));
        }
    }

    /** How many bytes there were in all. */
    long total() {
        return total;
    }

    /** The last of them, oldest first. */
    byte[] bytes() {
        if (total <= ring.length) {
            return Arrays.copyOf(ring, (int) total);
        }
        int oldest = (int) (total % ring.length);
        byte[] bytes = new byte[ring.length];
        System.arraycopy(ring, oldest, bytes, 0, ring.length - oldest);
        System.arraycopy(ring, 0, bytes, ring.length - oldest, oldest);
        return bytes;
    }
}
