package org.reactord.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Changes something that is right in a few places, so that it is nearly right. */
final class Mutation {
    private static final int LONGEST_CUT = 12;
    private static final int LONGEST_COPY = 60;

    private final Random random;
    private final List<String> pieces;

    /**
     * Mutations.
     *
     * @param pieces what means something where it is put in
     */
    Mutation(Random random, List<String> pieces) {
        this.random = random;
        this.pieces = pieces;
    }

    byte[] of(byte[] sound) {
        byte[] bytes = sound;
        int times = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
        for (int i = 0; i < times && bytes.length > 0; i++) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + random.nextInt(LONGEST_CUT));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        switch (random.nextInt(6)) {
            case 0 -> out.write(random.nextInt(4) == 0 ? random.nextInt(256) : ' ' + random.nextInt(95));
            case 1 -> {
                out.writeBytes(pieces.get(random.nextInt(pieces.size())).getBytes(StandardCharsets.UTF_8));
                to = from;
            }
            case 2 -> {
                int other = random.nextInt(bytes.length);
                out.write(bytes, other, Math.min(bytes.length - other, random.nextInt(LONGEST_COPY)));
                to = from;
            }
            case 3 -> to = bytes.length; // truncated
            case 4 -> {
                out.write(bytes, from, to - from);
                out.write(bytes, from, to - from);
            }
            default -> {
                // what was between is left out
            }
        }
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
